/** Makes what scans of earlier releases lack. */
package dev.thorax.ingest.sweep;
