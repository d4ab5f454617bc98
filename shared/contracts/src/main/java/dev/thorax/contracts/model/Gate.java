package dev.thorax.contracts.model;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.UndeterminedReason;

/**
 * The rule by which a version leaves a scan undetermined. It belongs to the version. Exactly one of its parts is given.
 *
 * @param limits what a scan must keep to get a class, or null if every scan gets one
 * @param none why every scan gets a class, as a sentence, or null
 */
public record Gate(@Nullable Limits limits, @Nullable String none) {
    /** Checks that exactly one part is given. */
    public Gate {
        if ((limits == null) == (none == null)) {
            throw new IllegalArgumentException("A gate has either limits or the reason why it has none.");
        }
    }

    /** Creates a gate with limits. */
    public static Gate of(Limits limits) {
        return new Gate(limits, null);
    }

    /** Creates a gate that every scan passes. */
    public static Gate none(String why) {
        return new Gate(null, why);
    }

    /**
     * What a scan must keep to get a class. {@code model.onnx} has the output {@code distances}.
     *
     * @param mahalanobis the largest Mahalanobis distance to the nearest class, at least 0
     * @param neighbour the largest cosine distance to the nearest neighbour that counts, in [0,2]
     * @param probability the least probability of the most probable class, in [0,1]
     * @param refused the share of calibration scans that break one of them, in [0,1)
     * @param scans the number of calibration scans
     */
    public record Limits(double mahalanobis, double neighbour, double probability, double refused, int scans) {
        /** Checks that all limits are finite and in range. */
        public Limits {
            if (!(mahalanobis >= 0 && mahalanobis < Double.POSITIVE_INFINITY)
                    || !(neighbour >= 0 && neighbour <= 2)
                    || !(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("The limits of a gate are out of their range.");
            }
        }

        /**
         * Returns why a scan gets no class, or null if it gets one. A value that is no number gets none.
         *
         * @param probabilities float32[C], sum 1
         * @param distances float32[2]: Mahalanobis distance, cosine distance
         */
        public @Nullable UndeterminedReason reason(float[] probabilities, float[] distances) {
            if (!(distances[0] <= mahalanobis) || !(distances[1] <= neighbour)) {
                return UndeterminedReason.UNLIKE_TRAINING_SCANS;
            }
            float largest = 0;
            for (float p : probabilities) {
                largest = Math.max(largest, p);
            }
            return largest >= probability ? null : UndeterminedReason.UNCERTAIN_BETWEEN_CLASSES;
        }
    }
}
