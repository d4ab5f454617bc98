/** Reads a scan from a record. */
package dev.thorax.ingest.record;
