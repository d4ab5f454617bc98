package dev.thorax.evaluation;

import java.util.List;

/**
 * A point of the precision-recall curve of a class.
 *
 * @param recall share of the class's scans that are predicted as it, in [0,1]
 * @param precision share of the scans predicted as the class that are of it, in [0,1]; 1 if none is predicted as it
 * @param threshold the least probability that is predicted as the class; null if no scan is
 */
public record PrecisionRecallPoint(double recall, double precision, Float threshold) {

    /**
     * Computes the area under the curve as average precision, like scikit-learn's {@code average_precision_score}: the sum
     * over thresholds of the precision times the gain in recall, without interpolation.
     *
     * @param points by rising recall
     * @return the area in [0,1], or null if there are no points
     */
    static Double area(List<PrecisionRecallPoint> points) {
        double area = 0;
        for (int i = 1; i < points.size(); i++) {
            area += points.get(i).precision * (points.get(i).recall - points.get(i - 1).recall);
        }
        return points.isEmpty() ? null : area;
    }
}
