package dev.thorax.explain.page;

import java.util.List;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.TrainingProgress;

/**
 * The model in production and the latest trainings.
 *
 * @param production the model that makes the diagnoses, or null until a first one is promoted
 * @param trainings the latest progress of each of the latest trainings, newest first
 */
public record SystemStatus(ModelPromoted production, List<TrainingProgress> trainings) {}
