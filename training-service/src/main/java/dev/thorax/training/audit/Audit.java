package dev.thorax.training.audit;

import java.util.List;

/**
 * What a score rests on.
 *
 * @param controls the same scans and patients, scored seeing only parts; the first is {@code WHOLE_IMAGE}
 * @param margin by how much the accuracy of the version exceeds that of its best control, in [-1,1]
 * @param heatInLungField share of the Grad-CAM heat inside the central lung field, in [0,1]; null where not measured
 * @param lungFieldShare share of the picture that the lung field covers, in [0,1]; null where not measured
 * @param randomisedSimilarity rank correlation of the heat maps with those of randomised weights, in [-1,1]; null where
 *     not measured
 */
public record Audit(
        List<Control> controls,
        double margin,
        Double heatInLungField,
        Double lungFieldShare,
        Double randomisedSimilarity) {}
