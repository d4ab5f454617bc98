package dev.thorax.worker.job;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.type.TypeReference;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.HeldOut;
import dev.thorax.contracts.json.Json;
import dev.thorax.evaluation.ClassScore;
import dev.thorax.evaluation.ConformalScore;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.GateScore;
import dev.thorax.worker.audit.AuditResult;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.report.Duplicates;
import dev.thorax.worker.report.LungSummary;

/**
 * The value of {@code evaluation} in the manifest.
 *
 * @param test the scores on held-out patients
 * @param history each epoch of the network that the version serves
 * @param audit what the score rests on
 * @param folds number of folds of the cross-validation, or null for one split
 * @param fromScratch whether its backbone began with random weights instead of those of ImageNet
 * @param heldOut what was held out to score it, or null in reports from before sources could be
 * @param duplicates scans with identical bytes, or null in reports from before they were counted
 * @param gate what its gate does to held-out scans, or null if it has none
 * @param lungs what its lung finder makes of the scans, or null if it has none
 * @param classSets how well its class sets hold on held-out scans that get a class, or null if it has none
 */
record TrainingReport(
        Evaluation test,
        List<EpochReport> history,
        AuditResult audit,
        Integer folds,
        boolean fromScratch,
        @Nullable HeldOut heldOut,
        @Nullable Duplicates duplicates,
        @Nullable GateScore gate,
        @Nullable LungSummary lungs,
        @Nullable ConformalScore classSets) {

    Map<String, Object> toMap() {
        return Json.mapper().convertValue(this, new TypeReference<Map<String, Object>>() {});
    }

    static TrainingReport fromMap(Map<String, Object> map) {
        return Json.mapper().convertValue(map, TrainingReport.class);
    }

    EpochReport lastEpoch() {
        return history.isEmpty() ? null : history.get(history.size() - 1);
    }

    /** Returns the scores in one sentence, each with its interval and counts. */
    String sentence() {
        return String.format(
                Locale.ROOT,
                "accuracy %.3f on %d held-out scans of %d patients%s%s (95 %% interval %.3f to %.3f; always naming the "
                        + "commonest class gives %.3f, the best shortcut control %.3f)%s, recall %s",
                test.accuracy(),
                test.scans(),
                test.patients(),
                heldOut == HeldOut.SOURCES ? " from held-out sources" : "",
                folds == null ? "" : " in " + folds + " folds",
                test.accuracyInterval().low(),
                test.accuracyInterval().high(),
                test.majority(),
                test.accuracy() - audit.margin(),
                lungs == null || lungs.heldOut().without() == 0
                        ? ""
                        : "; in " + lungs.heldOut().without() + " more no lungs were found",
                recalls());
    }

    private String recalls() {
        return test.perClass().entrySet().stream()
                .map(entry -> recall(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String recall(String name, ClassScore score) {
        return score.recall() == null
                ? name + " unknown without a scan"
                : String.format(Locale.ROOT, "%s %.2f of %d", name, score.recall(), score.support());
    }
}
