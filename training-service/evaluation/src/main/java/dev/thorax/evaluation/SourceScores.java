package dev.thorax.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of a version by the source (hospital or site) of the scans.
 *
 * @param perSource the scores on each source, the one with most scans first
 * @param withinSources each pair of classes, told apart within sources
 */
public record SourceScores(List<SourceScore> perSource, List<PairWithinSources> withinSources) {

    /**
     * Scores predictions.
     *
     * @param sources N names, the source of each scan; null for a scan that came without one
     * @param seed seed of the bootstrap
     */
    public static SourceScores of(Predictions predictions, List<String> sources, long seed) {
        if (sources.size() != predictions.truth().length) {
            throw new IllegalArgumentException("There must be a source, or null, for each prediction.");
        }
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int i = 0; i < sources.size(); i++) {
            rows.computeIfAbsent(sources.get(i), source -> new ArrayList<>()).add(i);
        }
        List<SourceScore> perSource = rows.entrySet().stream()
                .map(entry -> SourceScore.of(
                        entry.getKey(),
                        predictions.at(
                                entry.getValue().stream().mapToInt(i -> i).toArray()),
                        seed))
                .sorted(Comparator.comparingInt(SourceScore::scans)
                        .reversed()
                        .thenComparing(SourceScore::source, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        return new SourceScores(perSource, pairs(predictions, sources, new PatientBootstrap(predictions, seed)));
    }

    private static List<PairWithinSources> pairs(
            Predictions predictions, List<String> sources, PatientBootstrap bootstrap) {
        List<PairWithinSources> pairs = new ArrayList<>();
        for (int one = 0; one < predictions.classes().size(); one++) {
            for (int other = one + 1; other < predictions.classes().size(); other++) {
                pairs.add(PairWithinSources.of(predictions, sources, bootstrap, one, other));
            }
        }
        return pairs;
    }
}
