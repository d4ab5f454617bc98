package dev.thorax.evaluation;

import java.util.Comparator;
import java.util.List;

/**
 * What is found and what is spared when every scan is taken for a class whose probability of it reaches a threshold. The
 * ROC curve goes through these points: sensitivity up, one minus specificity to the right.
 *
 * @param sensitivity share of the class's scans that are taken for it, in [0,1]
 * @param specificity share of the other scans that are not, in [0,1]
 * @param threshold the least probability that is taken for the class; null where no scan is
 */
public record OperatingPoint(double sensitivity, double specificity, Float threshold) {

    /** The most sensitive of {@code points} that are at least so specific; null of none. */
    static OperatingPoint atSpecificity(double least, List<OperatingPoint> points) {
        return points.stream()
                .filter(point -> point.specificity >= least)
                .max(Comparator.comparingDouble(OperatingPoint::sensitivity)
                        .thenComparingDouble(OperatingPoint::specificity))
                .orElse(null);
    }

    /** The most specific of {@code points} that are at least so sensitive; null of none. */
    static OperatingPoint atSensitivity(double least, List<OperatingPoint> points) {
        return points.stream()
                .filter(point -> point.sensitivity >= least)
                .max(Comparator.comparingDouble(OperatingPoint::specificity)
                        .thenComparingDouble(OperatingPoint::sensitivity))
                .orElse(null);
    }
}
