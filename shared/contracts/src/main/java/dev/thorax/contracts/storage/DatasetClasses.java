package dev.thorax.contracts.storage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * Lists the classes that a data set may have; the JSON of {@code classes/{dataset}.json}. A data set without one takes any
 * label.
 *
 * @param classes the classes, sorted
 */
public record DatasetClasses(List<String> classes) {
    private static final int MOST = 100;

    /** Requires 2 to 100 different names. */
    public DatasetClasses {
        if (classes == null
                || classes.size() < 2
                || classes.size() > MOST
                || new LinkedHashSet<>(classes).size() != classes.size()
                || !classes.stream().allMatch(StorageKeys::isName)) {
            throw new IllegalArgumentException("A data set must have 2 to " + MOST
                    + " different classes, each named by " + StorageKeys.NAME_RULE + ".");
        }
        classes = List.copyOf(new TreeSet<>(classes));
    }

    /** Returns whether a scan of the data set may have this label. */
    public boolean allow(String label) {
        return classes.contains(label);
    }

    /** Returns a sentence that refuses {@code label} and lists the classes. */
    public String refusal(String dataset, String label) {
        return "Data set " + dataset + " has no class " + label + "; its classes are " + String.join(", ", classes)
                + ". Send the scan with one of them, or declare the class first.";
    }
}
