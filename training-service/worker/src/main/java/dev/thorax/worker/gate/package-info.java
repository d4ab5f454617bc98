/** The gate of a version: how far a scan is from the training scans, and from which distance on it gets no class. */
package dev.thorax.worker.gate;
