/** Counts and times scans. */
package dev.thorax.ingest.metrics;
