/** Keeps and publishes the progress of trainings. */
package dev.thorax.training.progress;
