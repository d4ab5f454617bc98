/** What open pages are told as it happens: diagnoses, the model in production, the latest trainings. */
package dev.thorax.explain.page;
