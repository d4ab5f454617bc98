package dev.thorax.worker.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.thorax.worker.TrainingException;

/**
 * Splits a data set by source (hospital or site), so that a network is scored on sources of which it saw no scan. Sources that
 * share a patient stay together, so patients do as well. Scans without a source count as one source.
 *
 * <p>A test part may lack a class, as a source may. The rest is parted by patient.
 *
 * <p>Some patients may be for training only, as the lung finder learned from them. While their source is held out they are in no part:
 * in the test part they would be known to the lung finder, in training they would show the source. A source that has no other patients
 * is never held out.
 */
public final class SourceSplitter {
    /** Folds of which one is the test part where only one split is asked for. */
    private static final int FOLDS = 5;

    private static final int NAMED = 5;
    /** The name of no source. */
    private static final String NO_SOURCE = " ";

    private final Dataset dataset;
    private final Set<String> trainingOnly;

    private SourceSplitter(Dataset dataset, Set<String> trainingOnly) {
        this.dataset = dataset;
        this.trainingOnly = trainingOnly;
    }

    /**
     * Splits {@code dataset}; the same seed gives the same splits.
     *
     * @param folds how many times, so that every scan is in exactly one test part; or null for one split, whose test part has a
     *     fifth of the scans as nearly as the sizes of the sources allow
     * @throws TrainingException if there are fewer sources that share no patient than folds, or a class is in no source that is left
     *     to learn from
     */
    public static List<Split> splits(Dataset dataset, @Nullable Integer folds, long seed) {
        return splits(dataset, folds, Set.of(), seed);
    }

    /**
     * Splits {@code dataset} like {@link #splits(Dataset, Integer, long)}.
     *
     * @param trainingOnly patients who are in no test part
     */
    public static List<Split> splits(Dataset dataset, @Nullable Integer folds, Set<String> trainingOnly, long seed) {
        SourceSplitter splitter = new SourceSplitter(dataset, trainingOnly);
        List<List<Integer>> groups = splitter.groups(seed);
        splitter.requireSources(groups.size(), folds == null ? 2 : folds);
        List<int[]> parts = splitter.parts(groups, folds == null ? Math.min(FOLDS, groups.size()) : folds);
        List<int[]> held = folds == null ? List.of(splitter.nearestToOneOf(FOLDS, parts)) : parts;
        return held.stream().map(test -> splitter.around(test, seed)).toList();
    }

    /**
     * The scans of sources that share patients, directly or over others, if some can be tested; the largest group first, equal ones in
     * random order.
     */
    private List<List<Integer>> groups(long seed) {
        PatientGroups joined = new PatientGroups();
        for (LabelledScan scan : dataset.scans()) {
            joined.add(scan.patient(), source(scan));
        }
        Map<String, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < dataset.scans().size(); i++) {
            groups.computeIfAbsent(joined.of(dataset.scans().get(i).patient()), key -> new ArrayList<>())
                    .add(i);
        }
        List<List<Integer>> ordered = new ArrayList<>(groups.values());
        Collections.shuffle(ordered, new Random(seed));
        ordered.removeIf(group -> testable(group) == 0);
        ordered.sort(Comparator.comparingInt((List<Integer> group) -> testable(group))
                .reversed());
        return ordered;
    }

    /** Each group goes to the part with the fewest scans, so none stays empty. */
    private List<int[]> parts(List<List<Integer>> groups, int folds) {
        List<List<Integer>> parts = new ArrayList<>();
        IntStream.range(0, folds).forEach(part -> parts.add(new ArrayList<>()));
        for (List<Integer> group : groups) {
            parts.stream()
                    .min(Comparator.comparingInt((List<Integer> part) -> testable(part)))
                    .orElseThrow()
                    .addAll(group);
        }
        return parts.stream()
                .map(part -> part.stream().mapToInt(i -> i).sorted().toArray())
                .toList();
    }

    /** A large source fills a part alone, and may leave little to learn from. */
    private int[] nearestToOneOf(int folds, List<int[]> parts) {
        int scans = parts.stream().mapToInt(this::testable).sum();
        return parts.stream()
                .min(Comparator.comparingInt(part -> Math.abs(testable(part) * folds - scans)))
                .orElseThrow();
    }

    private int testable(int[] part) {
        return (int) Arrays.stream(part)
                .filter(i -> !trainingOnly.contains(dataset.scans().get(i).patient()))
                .count();
    }

    private int testable(List<Integer> part) {
        return testable(part.stream().mapToInt(i -> i).toArray());
    }

    private Split around(int[] held, long seed) {
        Split split = Splitter.around(dataset, held, trainingOnly, seed);
        requireEveryClass(split.training(), held);
        requireEveryClass(split.validation(), held);
        return split;
    }

    private void requireSources(int groups, int needed) {
        if (groups < needed) {
            throw new TrainingException("Data set " + dataset.name() + " has " + groups
                    + (groups == 1 ? " source" : " sources that share no patient")
                    + (trainingOnly.isEmpty() ? "" : " and have patients from whom the lung finder did not learn")
                    + ", but to hold out sources a training needs at least " + needed + ": "
                    + (groups < 2
                            ? "publish scans with their source, or hold out patients."
                            : "ask for at most " + groups + " folds, or hold out patients."));
        }
    }

    private void requireEveryClass(int[] part, int[] held) {
        int[] counts = dataset.counts(part);
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) {
                throw new TrainingException("Class " + dataset.classes().get(c) + " of data set " + dataset.name()
                        + " has too few patients outside the sources held out (" + named(held)
                        + ") to learn it from; publish scans of it from other sources, or hold out patients.");
            }
        }
    }

    private String named(int[] held) {
        TreeSet<String> sources = Arrays.stream(held)
                .mapToObj(i -> dataset.scans().get(i).source())
                .map(source -> source == null ? "scans without a source" : source)
                .collect(Collectors.toCollection(TreeSet::new));
        String first = sources.stream().limit(NAMED).collect(Collectors.joining(", "));
        return sources.size() <= NAMED ? first : first + " and " + (sources.size() - NAMED) + " more";
    }

    private static String source(LabelledScan scan) {
        return scan.source() == null ? NO_SOURCE : scan.source();
    }
}
