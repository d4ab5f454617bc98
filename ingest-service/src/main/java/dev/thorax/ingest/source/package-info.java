/** Knows which hospital or site the scans of a device come from. */
package dev.thorax.ingest.source;
