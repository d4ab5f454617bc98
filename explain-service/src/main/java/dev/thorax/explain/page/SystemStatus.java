package dev.thorax.explain.page;

import java.util.List;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.TrainingProgress;

/**
 * How the system stands.
 *
 * @param production the model that makes the diagnoses, or null until a first one is promoted
 * @param trainings the latest word of each of the latest trainings, newest first
 */
public record SystemStatus(ModelPromoted production, List<TrainingProgress> trainings) {}
