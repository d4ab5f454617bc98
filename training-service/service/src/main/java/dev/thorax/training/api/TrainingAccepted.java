package dev.thorax.training.api;

import java.net.URI;

/**
 * The answer to {@code POST /trainings}.
 *
 * @param trainingId identifies the training
 * @param progress where to GET how far it is
 */
public record TrainingAccepted(String trainingId, URI progress) {}
