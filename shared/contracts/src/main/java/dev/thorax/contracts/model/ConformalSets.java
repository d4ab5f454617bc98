package dev.thorax.contracts.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.storage.StorageKeys;

/**
 * The rule by which a version names all classes that a scan may have (class-conditional conformal prediction; Vovk 2012,
 * "Conditional validity of inductive conformal predictors", ACML). Of the scans of each class, if they come from where the
 * calibration scans come from, at least the share {@code coverage} has its class in the set.
 *
 * @param coverage the share, in (0,1)
 * @param thresholds by class, the least probability at which it belongs to the set, in [0,1]; 0 if there were too few scans to exclude it
 * @param scans by class, the number of calibration scans
 * @param site the scans of a hospital by which a trained version was calibrated afterwards, or null if the training did it
 */
public record ConformalSets(
        double coverage, Map<String, Double> thresholds, Map<String, Integer> scans, @Nullable Site site) {

    /** The coverages that one may ask for, as the end of a sentence. */
    public static final String COVERAGES = "in [0.5,0.999]";

    private static final double LEAST = 0.5;
    private static final double MOST = 0.999;

    /**
     * Labelled scans of a hospital.
     *
     * @param trained version of the training, whose network it is
     * @param dataset name of their data set
     * @param sources the sources that were taken of it, or null for all
     * @param digest SHA-256 over the sorted lines {@code label/scanId sha256}, 64 lower-case hex digits
     */
    public record Site(String trained, String dataset, @Nullable List<String> sources, String digest) {
        /** Checks the names and copies the list. */
        public Site {
            if (!StorageKeys.isName(trained) || !StorageKeys.isName(dataset)) {
                throw new IllegalArgumentException("A site needs the version of the training and its data set.");
            }
            sources = sources == null ? null : List.copyOf(sources);
        }
    }

    /** Checks the ranges and that both maps have the same classes. */
    public ConformalSets {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException("The coverage must be above 0 and below 1.");
        }
        if (!thresholds.keySet().equals(scans.keySet())
                || !thresholds.values().stream().allMatch(p -> p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("Each class needs a threshold in [0,1] and its number of scans.");
        }
        thresholds = new LinkedHashMap<>(thresholds);
        scans = new LinkedHashMap<>(scans);
    }

    /** Returns whether one may ask for {@code coverage}. */
    public static boolean isCoverage(double coverage) {
        return coverage >= LEAST && coverage <= MOST;
    }

    /**
     * Returns the classes that a scan may have, in the order of the version. It may be none, if the scan is unlike those of every class.
     *
     * @param classes the classes of the version, in the order of the network's outputs
     * @param probabilities float32[C], sum 1
     */
    public List<String> of(List<String> classes, float[] probabilities) {
        List<String> set = new ArrayList<>();
        for (int c = 0; c < probabilities.length; c++) {
            if (probabilities[c] >= thresholds.getOrDefault(classes.get(c), 0.0)) {
                set.add(classes.get(c));
            }
        }
        return set;
    }
}
