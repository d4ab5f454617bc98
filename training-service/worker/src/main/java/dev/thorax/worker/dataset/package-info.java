/** Reads labelled scans from the object store and splits them by patient. */
package dev.thorax.worker.dataset;
