/** Sends news to open pages: diagnoses, the model in production, the latest trainings. */
package dev.thorax.explain.page;
