package dev.thorax.training.audit;

import dev.thorax.training.evaluation.Interval;

/**
 * What a cheap model reaches that sees only a part of each scan.
 *
 * @param name {@code WHOLE_IMAGE}, {@code FRAME_ONLY}, {@code LUNGS_BLACKED_OUT} or {@code METADATA_ONLY}
 * @param sees what it sees, in words
 * @param accuracy share of the scans that are right, in [0,1]
 * @param interval 95 % bootstrap interval of it, over patients
 * @param balancedAccuracy mean recall over classes, in [0,1]
 */
public record Control(String name, String sees, double accuracy, Interval interval, double balancedAccuracy) {}
