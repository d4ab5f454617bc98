/** Comparison of a version with the one that serves, on the same patients. */
package dev.thorax.worker.comparison;
