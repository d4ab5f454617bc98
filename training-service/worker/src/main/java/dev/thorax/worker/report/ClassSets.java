package dev.thorax.worker.report;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.evaluation.ConformalScore;

/**
 * The class sets of a version and how well they hold. Its methods are called by the templates.
 *
 * @param sets the rule
 * @param score how well sets hold on scans to which they were not fitted
 * @param version the new version that was made with these sets, or null if they are those of the version that was scored
 */
public record ClassSets(ConformalSets sets, ConformalScore score, @Nullable String version) {
    /**
     * One class.
     *
     * @param name its name
     * @param scans number of calibration scans of it
     * @param threshold least probability at which it belongs to the set, in [0,1]
     * @param coverage what the held-out scans of it get
     */
    public record Row(String name, int scans, double threshold, ConformalScore.ClassCoverage coverage) {}

    /** Returns a row for each class. */
    public List<Row> rows() {
        return score.classes().entrySet().stream()
                .map(entry -> new Row(
                        entry.getKey(),
                        sets.scans().getOrDefault(entry.getKey(), 0),
                        sets.thresholds().getOrDefault(entry.getKey(), 0.0),
                        entry.getValue()))
                .toList();
    }

    /** Returns the classes of which there were too few calibration scans, so that each set has them. */
    public List<String> always() {
        return rows().stream()
                .filter(row -> row.threshold() == 0)
                .map(Row::name)
                .toList();
    }
}
