package dev.thorax.worker.job;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;

import dev.thorax.contracts.json.Json;
import dev.thorax.evaluation.MaskEvaluation;
import dev.thorax.worker.fitting.EpochReport;

/**
 * The value of {@code evaluation} in the manifest of a lung finder.
 *
 * @param masks the scores on held-out patients
 * @param history each epoch
 */
record SegmentationReport(MaskEvaluation masks, List<EpochReport> history) {

    Map<String, Object> toMap() {
        return Json.mapper().convertValue(this, new TypeReference<Map<String, Object>>() {});
    }

    static SegmentationReport fromMap(Map<String, Object> map) {
        return Json.mapper().convertValue(map, SegmentationReport.class);
    }

    EpochReport lastEpoch() {
        return history.isEmpty() ? null : history.get(history.size() - 1);
    }

    /** Returns the scores in one sentence, with intervals and counts. */
    String sentence() {
        return String.format(
                Locale.ROOT,
                "Dice coefficient %.3f on %d held-out scans of %d patients (95 %% interval %.3f to %.3f, worst %.3f), two"
                        + " lungs found in %.1f %% of them, %.1f ms a scan",
                masks.dice(),
                masks.scans(),
                masks.patients(),
                masks.diceInterval().low(),
                masks.diceInterval().high(),
                masks.worstDice(),
                100 * masks.found(),
                masks.millisecondsPerScan());
    }
}
