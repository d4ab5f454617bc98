/** Refuses a scan at which the service ends again and again. */
package dev.thorax.ingest.attempt;
