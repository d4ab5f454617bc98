package dev.thorax.evaluation;

import java.util.Comparator;
import java.util.List;

/**
 * Sensitivity and specificity for a class at one threshold of its probability. The ROC curve goes through these points:
 * sensitivity up, one minus specificity to the right.
 *
 * @param sensitivity share of the class's scans that are predicted as it, in [0,1]
 * @param specificity share of the other scans that are not, in [0,1]
 * @param threshold the least probability that is predicted as the class; null if no scan is
 */
public record OperatingPoint(double sensitivity, double specificity, Float threshold) {

    /** Returns the most sensitive point of at least that specificity, or null if there is none. */
    static OperatingPoint atSpecificity(double minimum, List<OperatingPoint> points) {
        return points.stream()
                .filter(point -> point.specificity >= minimum)
                .max(Comparator.comparingDouble(OperatingPoint::sensitivity)
                        .thenComparingDouble(OperatingPoint::specificity))
                .orElse(null);
    }

    /** Returns the most specific point of at least that sensitivity, or null if there is none. */
    static OperatingPoint atSensitivity(double minimum, List<OperatingPoint> points) {
        return points.stream()
                .filter(point -> point.sensitivity >= minimum)
                .max(Comparator.comparingDouble(OperatingPoint::specificity)
                        .thenComparingDouble(OperatingPoint::sensitivity))
                .orElse(null);
    }
}
