/** A training from request to promoted version: {@link dev.thorax.training.TrainingJob} shows the whole flow. */
package dev.thorax.training;
