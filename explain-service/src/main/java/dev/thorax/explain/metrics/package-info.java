/** Counts and times explanations. */
package dev.thorax.explain.metrics;
