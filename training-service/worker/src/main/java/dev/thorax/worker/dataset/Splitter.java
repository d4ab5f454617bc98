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
import java.util.stream.IntStream;

import dev.thorax.worker.TrainingException;

/**
 * Splits a data set by patient, so that each part has about the same share of every class.
 *
 * <p>Patients come in an order drawn by the seed, and each goes to the part whose share of its classes is least filled.
 * The order does not depend on how many scans a patient has, so patients with many scans fall into every part alike.
 *
 * <p>Some patients may be for training only, as the lung finder learned from them. They are in the training part of each split.
 */
public final class Splitter {
    /** Patients that every class needs. */
    public static final int MIN_PATIENTS = 5;

    /** Validation, test, training: of equals the smaller part comes first, so that none stays empty. */
    private static final double[] SHARES = {0.1, 0.2, 0.7};

    private static final int TRAINING = 2;

    private final Dataset dataset;
    private final Set<String> trainingOnly;

    private Splitter(Dataset dataset, Set<String> trainingOnly) {
        this.dataset = dataset;
        this.trainingOnly = trainingOnly;
    }

    /**
     * Parts {@code dataset} into training (0.7), validation (0.1) and test (0.2); the same seed gives the same parts.
     *
     * @throws TrainingException if a class has fewer than {@link #MIN_PATIENTS} patients or is missing in a part
     */
    public static Split split(Dataset dataset, long seed) {
        return split(dataset, Set.of(), seed);
    }

    /**
     * Parts {@code dataset} like {@link #split(Dataset, long)}.
     *
     * @param trainingOnly patients who are in the training part
     * @throws TrainingException if a class has fewer than {@link #MIN_PATIENTS} other patients or is missing in a part
     */
    public static Split split(Dataset dataset, Set<String> trainingOnly, long seed) {
        Splitter splitter = new Splitter(dataset, trainingOnly);
        int[] all = IntStream.range(0, dataset.scans().size()).toArray();
        splitter.requirePatients(all, MIN_PATIENTS);
        int[][] parts = splitter.parts(all, SHARES, seed);
        return splitter.whole(new Split(parts[TRAINING], parts[0], parts[1]));
    }

    /**
     * Parts {@code dataset} {@code k} times, so that every scan is in exactly one test part; an eighth of the scans outside the
     * test part is for validation. The same seed gives the same parts.
     *
     * @param k folds, at least 2
     * @throws TrainingException if a class has fewer patients than it takes to be in every part
     */
    public static List<Split> folds(Dataset dataset, int k, long seed) {
        return folds(dataset, k, Set.of(), seed);
    }

    /**
     * Parts {@code dataset} like {@link #folds(Dataset, int, long)}.
     *
     * @param trainingOnly patients who are in the training part each time, so in no test part
     * @throws TrainingException if a class has fewer other patients than it takes to be in every part
     */
    public static List<Split> folds(Dataset dataset, int k, Set<String> trainingOnly, long seed) {
        Splitter splitter = new Splitter(dataset, trainingOnly);
        int[] all = IntStream.range(0, dataset.scans().size()).toArray();
        splitter.requirePatients(all, Math.max(MIN_PATIENTS, k));
        return splitter.equalFolds(k, seed).stream().map(splitter::whole).toList();
    }

    /** Parts {@code dataset} into {@code k} folds of which a part may lack a class, or be empty. The same seed gives the same parts. */
    public static List<Split> anyFolds(Dataset dataset, int k, long seed) {
        return new Splitter(dataset, Set.of()).equalFolds(k, seed);
    }

    private List<Split> equalFolds(int k, long seed) {
        int[] testable = IntStream.range(0, dataset.scans().size())
                .filter(scan -> !isTrainingOnly(scan))
                .toArray();
        double[] equal = new double[k];
        Arrays.fill(equal, 1.0 / k);
        return Arrays.stream(parts(testable, equal, seed))
                .map(test -> around(test, seed))
                .toList();
    }

    /**
     * Parts the scans outside {@code held} by patient: an eighth is for validation. No part needs to have every class.
     *
     * @param held indices of the scans that are not learned from, ascending; all of a patient or none
     * @param trainingOnly patients who are not in the test part, so those among {@code held} are in no part
     */
    static Split around(Dataset dataset, int[] held, Set<String> trainingOnly, long seed) {
        return new Splitter(dataset, trainingOnly).around(held, seed);
    }

    private Split around(int[] held, long seed) {
        int[] rest = IntStream.range(0, dataset.scans().size())
                .filter(i -> Arrays.binarySearch(held, i) < 0)
                .toArray();
        double validation = SHARES[0] / (SHARES[0] + SHARES[TRAINING]);
        int[][] parts = parts(rest, new double[] {validation, 1 - validation}, seed + 1);
        int[] test = Arrays.stream(held).filter(scan -> !isTrainingOnly(scan)).toArray();
        return new Split(parts[1], parts[0], test);
    }

    private boolean isTrainingOnly(int scan) {
        return trainingOnly.contains(dataset.scans().get(scan).patient());
    }

    private Split whole(Split split) {
        requireEveryClass(split.training());
        requireEveryClass(split.validation());
        requireEveryClass(split.test());
        return split;
    }

    /** {@code scans} in one part for each of {@code shares}, which sum to 1. The last part is for training if some patients are for it only. */
    private int[][] parts(int[] scans, double[] shares, long seed) {
        int[] counts = dataset.counts(scans);
        double[][] lacking = new double[shares.length][counts.length];
        List<List<Integer>> members = new ArrayList<>();
        for (int part = 0; part < shares.length; part++) {
            members.add(new ArrayList<>());
            for (int c = 0; c < counts.length; c++) {
                lacking[part][c] = shares[part] * counts[c];
            }
        }
        List<List<Integer>> ordered = new ArrayList<>(patients(scans).values());
        Collections.shuffle(ordered, new Random(seed));
        ordered.sort(Comparator.comparing(patient -> !isTrainingOnly(patient.get(0))));
        for (List<Integer> patient : ordered) {
            int part = isTrainingOnly(patient.get(0)) ? shares.length - 1 : neediest(patient, shares, lacking, counts);
            members.get(part).addAll(patient);
            patient.forEach(scan -> lacking[part][label(scan)]--);
        }
        return members.stream()
                .map(part -> part.stream().mapToInt(i -> i).sorted().toArray())
                .toArray(int[][]::new);
    }

    private int label(int scan) {
        return dataset.scans().get(scan).label();
    }

    private Map<String, List<Integer>> patients(int[] scans) {
        Map<String, List<Integer>> patients = new TreeMap<>();
        for (int i : scans) {
            patients.computeIfAbsent(dataset.scans().get(i).patient(), key -> new ArrayList<>())
                    .add(i);
        }
        return patients;
    }

    /** The part that is least filled in the patient's classes, as a share of what it should have of them. */
    private int neediest(List<Integer> patient, double[] shares, double[][] lacking, int[] counts) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int part = 0; part < shares.length; part++) {
            double need = 0;
            for (int scan : patient) {
                need += lacking[part][label(scan)] / (shares[part] * counts[label(scan)]);
            }
            if (need > most + 1e-9) {
                most = need;
                best = part;
            }
        }
        return best;
    }

    private void requirePatients(int[] all, int needed) {
        int[] perClass = new int[dataset.classes().size()];
        patients(all).values().stream()
                .filter(scans -> !isTrainingOnly(scans.get(0)))
                .forEach(scans -> scans.stream().map(this::label).distinct().forEach(c -> perClass[c]++));
        for (int c = 0; c < perClass.length; c++) {
            if (perClass[c] < needed) {
                throw new TrainingException(
                        "Class " + dataset.classes().get(c) + " of data set " + dataset.name() + " has "
                                + perClass[c] + (perClass[c] == 1 ? " patient" : " patients")
                                + (trainingOnly.isEmpty() ? "" : " from whom the lung finder did not learn")
                                + ", but a training needs at least " + needed
                                + " of each class to keep patients apart; publish more labelled scans of it.");
            }
        }
    }

    private void requireEveryClass(int[] part) {
        int[] counts = dataset.counts(part);
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) {
                throw new TrainingException("Class " + dataset.classes().get(c) + " of data set " + dataset.name()
                        + " has too few patients to be in training, validation and test at once; "
                        + "publish labelled scans of more patients.");
            }
        }
    }
}
