/** A training from request to promoted version: {@link dev.thorax.worker.job.TrainingJob} shows the whole flow. */
package dev.thorax.worker.job;
