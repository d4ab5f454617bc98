package dev.thorax.worker.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.GateScore;
import dev.thorax.evaluation.OutcomeScore;
import dev.thorax.evaluation.Proportion;
import dev.thorax.evaluation.ReliabilityBin;

/**
 * All figures of a validation. Its page shows these and the pictures of the mistakes.
 *
 * @param order who asked for it, and for what
 * @param manifest SHA-256 of the version's {@code manifest.json}, 64 lower-case hex digits
 * @param gate the limits of the version's gate, or null if it names a class for every scan
 * @param selected which scans of the data set count
 * @param frozenAt when the scans were selected (UTC)
 * @param scoredAt when all were scored (UTC)
 * @param unreadable scans that count by their patient and could not be read
 * @param outcome the scores on scans of the version's classes; null if there are none
 * @param reasons scans of the version's classes by the reason why they have no class; all reasons
 * @param called the scores by probabilities of those that got a class; null if there are none
 * @param reliability the reliability diagram of those that got a class; empty if there are none
 * @param classSets the class sets on those that got a class; null if the version has none and none were asked for
 * @param sources the scores by source, the one with most scans first
 * @param others scans with a label that is no class of the version, by label
 * @param mistakes the most confident mistakes, the most confident first
 * @param trainedScore the scores in the version's own report, or null if its manifest has none
 * @param trainedGate what its gate did there, or null if it has none
 */
public record ValidationFigures(
        ValidationOrder order,
        String manifest,
        Gate.@Nullable Limits gate,
        SelectedScans selected,
        Instant frozenAt,
        Instant scoredAt,
        List<Unreadable> unreadable,
        @Nullable OutcomeScore outcome,
        List<ReasonShare> reasons,
        @Nullable Evaluation called,
        List<ReliabilityBin> reliability,
        @Nullable ClassSets classSets,
        List<SourceOutcome> sources,
        List<OtherLabel> others,
        List<Mistake> mistakes,
        @Nullable Evaluation trainedScore,
        @Nullable GateScore trainedGate) {

    /**
     * A scan that could not be read.
     *
     * @param scanId the scan
     * @param label its class
     * @param fault why, as the end of a sentence
     */
    public record Unreadable(String scanId, String label, String fault) {}

    /**
     * The scans that have no class for one reason.
     *
     * @param reason the reason
     * @param share of all scans of the version's classes
     */
    public record ReasonShare(UndeterminedReason reason, Proportion share) {}

    /**
     * The scores on the scans of one source.
     *
     * @param source its name, or null for the scans that came without one
     * @param outcome the scores
     */
    public record SourceOutcome(@Nullable String source, OutcomeScore outcome) {}

    /**
     * The scans with a label that is no class of the version. None of its answers is right for them.
     *
     * @param label the label
     * @param patients number of patients
     * @param undetermined scans that got no class, of all
     * @param called number of scans by the class that they got
     */
    public record OtherLabel(String label, int patients, Proportion undetermined, Map<String, Integer> called) {}

    /**
     * A scan that got a wrong class.
     *
     * @param scanId the scan
     * @param source where it came from, or null
     * @param truth its class
     * @param predicted the class that it got
     * @param probability of {@code predicted}, in [0,1]
     * @param truthProbability of {@code truth}, in [0,1]
     */
    public record Mistake(
            String scanId,
            @Nullable String source,
            String truth,
            String predicted,
            float probability,
            float truthProbability) {}
}
