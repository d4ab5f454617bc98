/** Counts and times diagnoses. */
package dev.thorax.inference.metrics;
