package dev.thorax.worker.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Result of an audit: how much of a version's score could come from shortcuts, and where it looked.
 *
 * @param controls a cheap model on the whole image, and on what tells nothing of the disease
 * @param margin the version's accuracy minus the best one of a control that does not see the lungs, on the same scans, in
 *     [-1,1]
 * @param heatInLungField mean share of Grad-CAM heat within {@link Rectangle#LUNG_FIELD}, in [0,1]; null where there is no heat
 * @param lungFieldShare mean share of the maps that it takes, in [0,1]: what a map that is even everywhere would have
 *     within it; null as heatInLungField
 * @param randomisedSimilarity mean rank correlation with the maps of the same network with random weights, in [-1,1]: near
 *     0 where the maps show what was learned; null where there is nothing to compare
 * @param sources what the sources of the scans have to do with the score; null if all scans are of one source, and in reports
 *     from before sources were recorded
 */
public record AuditResult(
        List<ShortcutControl> controls,
        double margin,
        Double heatInLungField,
        Double lungFieldShare,
        Double randomisedSimilarity,
        @Nullable SourceAudit sources) {
    /** Returns the same result with how well the source is told from the features of the version's classifier. */
    public AuditResult withSourceFromFeatures(@Nullable SourceRecognition features) {
        return new AuditResult(
                controls,
                margin,
                heatInLungField,
                lungFieldShare,
                randomisedSimilarity,
                sources == null ? null : sources.withFeatures(features));
    }

    /** Creates the result for a version without heat maps. */
    AuditResult(List<ShortcutControl> controls, double margin, @Nullable SourceAudit sources) {
        this(controls, margin, null, null, null, sources);
    }
}
