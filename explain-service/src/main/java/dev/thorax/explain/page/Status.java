package dev.thorax.explain.page;

import java.util.List;

import dev.thorax.events.ModelPromoted;
import dev.thorax.events.TrainingProgress;

/**
 * How the system stands.
 *
 * @param production the model that makes the diagnoses, or null until a first one is promoted
 * @param trainings the latest word of each of the latest trainings, newest first
 */
public record Status(ModelPromoted production, List<TrainingProgress> trainings) {}
