package dev.thorax.training.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import dev.thorax.training.problem.CannotTrain;

/**
 * Parts a data set by patient, so that each part has about the same share of every class.
 *
 * <p>Patients come in an order drawn by the seed, those with most scans first, and each goes to the part that lacks its
 * classes most (as scikit-learn's {@code StratifiedGroupKFold} does it). A patient with scans of several classes stays whole.
 */
public final class Splitter {
    /** Patients that every class needs. */
    public static final int MIN_PATIENTS = 5;

    /** Validation, test, training: of equals the smaller part comes first, so that none stays empty. */
    private static final double[] SHARES = {0.1, 0.2, 0.7};

    private final Dataset dataset;
    private final int[][] parts;
    private final double[][] lacking;

    private Splitter(Dataset dataset) {
        this.dataset = dataset;
        this.parts = new int[SHARES.length][];
        this.lacking = new double[SHARES.length][];
    }

    /**
     * Parts {@code dataset} into training (0.7), validation (0.1) and test (0.2); the same seed gives the same parts.
     *
     * @throws CannotTrain if a class has fewer than {@link #MIN_PATIENTS} patients or is missing in a part
     */
    public static Split split(Dataset dataset, long seed) {
        return new Splitter(dataset).parted(seed);
    }

    private Split parted(long seed) {
        Map<String, List<Integer>> patients = patients();
        requirePatients(patients);
        int[] counts = dataset.counts(all());
        List<List<Integer>> members = new ArrayList<>();
        for (int part = 0; part < SHARES.length; part++) {
            members.add(new ArrayList<>());
            lacking[part] = new double[counts.length];
            for (int c = 0; c < counts.length; c++) {
                lacking[part][c] = SHARES[part] * counts[c];
            }
        }
        for (List<Integer> patient : ordered(patients, seed)) {
            int part = neediest(patient, counts);
            members.get(part).addAll(patient);
            patient.forEach(scan -> lacking[part][label(scan)]--);
        }
        for (int part = 0; part < SHARES.length; part++) {
            parts[part] = members.get(part).stream().mapToInt(i -> i).sorted().toArray();
            requireEveryClass(parts[part]);
        }
        return new Split(parts[2], parts[0], parts[1]);
    }

    private int[] all() {
        return java.util.stream.IntStream.range(0, dataset.scans().size()).toArray();
    }

    private int label(int scan) {
        return dataset.scans().get(scan).label();
    }

    private Map<String, List<Integer>> patients() {
        Map<String, List<Integer>> patients = new TreeMap<>();
        for (int i = 0; i < dataset.scans().size(); i++) {
            patients.computeIfAbsent(dataset.scans().get(i).patient(), key -> new ArrayList<>())
                    .add(i);
        }
        return patients;
    }

    private static List<List<Integer>> ordered(Map<String, List<Integer>> patients, long seed) {
        List<List<Integer>> ordered = new ArrayList<>(patients.values());
        Collections.shuffle(ordered, new Random(seed));
        ordered.sort(
                Comparator.comparingInt((List<Integer> scans) -> scans.size()).reversed());
        return ordered;
    }

    /** The part in which the patient's classes lack most scans, in shares of the class so that rare classes count as much. */
    private int neediest(List<Integer> patient, int[] counts) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int part = 0; part < SHARES.length; part++) {
            double need = 0;
            for (int scan : patient) {
                need += lacking[part][label(scan)] / counts[label(scan)];
            }
            if (need > most + 1e-9) {
                most = need;
                best = part;
            }
        }
        return best;
    }

    private void requirePatients(Map<String, List<Integer>> patients) {
        int[] perClass = new int[dataset.classes().size()];
        patients.values()
                .forEach(scans -> scans.stream().map(this::label).distinct().forEach(c -> perClass[c]++));
        for (int c = 0; c < perClass.length; c++) {
            if (perClass[c] < MIN_PATIENTS) {
                throw new CannotTrain("Class " + dataset.classes().get(c) + " of data set " + dataset.name() + " has "
                        + perClass[c] + (perClass[c] == 1 ? " patient" : " patients")
                        + ", but a training needs at least " + MIN_PATIENTS
                        + " of each class to keep patients apart; publish more labelled scans of it.");
            }
        }
    }

    private void requireEveryClass(int[] part) {
        int[] counts = dataset.counts(part);
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) {
                throw new CannotTrain("Class " + dataset.classes().get(c) + " of data set " + dataset.name()
                        + " has too few patients to be in training, validation and test at once; "
                        + "publish labelled scans of more patients.");
            }
        }
    }
}
