package dev.thorax.worker.audit;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.SourceScores;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.dataset.Splitter;

/**
 * What the sources (hospitals or sites) of the scans have to do with the score of a version.
 *
 * @param classAreas by class, how well it is told from all others by the source of a scan alone: the area under the ROC curve
 *     on the held-out scans, in [0,1]; without a class of which there is no scan, or nothing else
 * @param toldBySource the classes for which this is at least {@link #TOLD}: the version may have learned the hospital instead
 *     of the disease
 * @param recognition how well the source is told from the picture, or null if there are no two sources to tell apart
 * @param fromFeatures how well the source is told from the features that the version's classifier reads, among its training
 *     scans; null if it has no classifier, and in reports from before it was measured
 * @param scores the scores by source
 */
public record SourceAudit(
        Map<String, Double> classAreas,
        List<String> toldBySource,
        @Nullable SourceRecognition recognition,
        @Nullable SourceRecognition fromFeatures,
        SourceScores scores) {
    /** The area from which on a class counts as told by its source. */
    static final double TOLD = 0.9;

    private static final int FOLDS = 5;

    public SourceAudit {
        toldBySource = List.copyOf(toldBySource);
    }

    SourceAudit withFeatures(@Nullable SourceRecognition features) {
        return new SourceAudit(classAreas, toldBySource, recognition, features, scores);
    }

    /** Returns whether the scans of {@code dataset} come from different sources; those without one count as one source. */
    static boolean hasSources(Dataset dataset) {
        return dataset.scans().stream().map(LabelledScan::source).distinct().count() > 1;
    }

    /**
     * Audits a version whose scans have sources.
     *
     * @param splits the parts that it was trained and scored on. If they hold out sources, what the source gives away is measured on
     *     splits by patient instead
     * @param version what it says about the test scans of all splits, one split after the other
     */
    static SourceAudit of(
            Dataset dataset,
            List<Split> splits,
            Predictions version,
            Function<LabelledScan, Rectangle> window,
            long seed) {
        List<Split> mixed = holdOutSources(dataset, splits) ? Splitter.anyFolds(dataset, FOLDS, seed) : splits;
        Map<String, Double> areas = areas(Evaluation.of(
                new ShortcutControls(dataset, mixed, window, seed).predictions(ControlInput.SOURCE_ONLY), seed));
        return new SourceAudit(
                areas,
                areas.entrySet().stream()
                        .filter(area -> area.getValue() >= TOLD)
                        .map(Map.Entry::getKey)
                        .toList(),
                SourceRecognition.of(dataset, mixed, window, seed).orElse(null),
                null,
                SourceScores.of(version, sources(dataset, splits), seed));
    }

    /** Of a source that was held out nothing can be learned, so it gives nothing away on such splits. */
    private static boolean holdOutSources(Dataset dataset, List<Split> splits) {
        return splits.stream()
                .allMatch(split -> Collections.disjoint(
                        sources(dataset, split.test()), new HashSet<>(sources(dataset, split.training()))));
    }

    private static Map<String, Double> areas(Evaluation evaluation) {
        Map<String, Double> areas = new LinkedHashMap<>();
        evaluation.perClass().forEach((name, score) -> {
            if (score.rocAucOneVersusRest() != null) {
                areas.put(name, score.rocAucOneVersusRest());
            }
        });
        return areas;
    }

    private static List<String> sources(Dataset dataset, List<Split> splits) {
        return splits.stream()
                .flatMap(split -> sources(dataset, split.test()).stream())
                .collect(Collectors.toList());
    }

    private static List<String> sources(Dataset dataset, int[] scans) {
        return Arrays.stream(scans)
                .mapToObj(i -> dataset.scans().get(i).source())
                .collect(Collectors.toList());
    }
}
