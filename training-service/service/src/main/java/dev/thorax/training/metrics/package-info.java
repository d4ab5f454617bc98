/** Counts and times trainings. */
package dev.thorax.training.metrics;
