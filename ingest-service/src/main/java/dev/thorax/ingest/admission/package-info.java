/** Judges a scan, makes it durable and builds its answer. */
package dev.thorax.ingest.admission;
