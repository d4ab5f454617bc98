package dev.thorax.worker.report;

import dev.thorax.evaluation.Interval;

/**
 * An accuracy on the scale of the first screen.
 *
 * @param name what reached it
 * @param sees what the model sees, or an empty text
 * @param accuracy share of the scans that are right, in [0,1]
 * @param interval 95 % interval of it, or null
 * @param own whether it is that of the version itself
 */
public record ScaledAccuracy(String name, String sees, double accuracy, Interval interval, boolean own) {}
