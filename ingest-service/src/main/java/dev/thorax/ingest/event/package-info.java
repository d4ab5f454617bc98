/** Publishes events that answer no record. */
package dev.thorax.ingest.event;
