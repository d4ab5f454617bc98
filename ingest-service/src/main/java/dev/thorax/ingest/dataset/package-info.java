/** Files labelled scans into data sets. */
package dev.thorax.ingest.dataset;
