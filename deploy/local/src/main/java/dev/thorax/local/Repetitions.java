package dev.thorax.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Removes files with the same bytes: all of them if they are in several classes, else all but one. Patients who have the same
 * picture become one group.
 */
final class Repetitions {
    private final LeftOut leftOut;
    private final boolean givenSplit;
    /** From a patient to another one of the same group. */
    private final Map<String, String> groups = new HashMap<>();

    /**
     * Creates an empty collection.
     *
     * @param givenSplit whether a picture of the test part must not be trained on
     */
    Repetitions(LeftOut leftOut, boolean givenSplit) {
        this.leftOut = leftOut;
        this.givenSplit = givenSplit;
    }

    /** Returns each picture once. */
    List<ScanFile> remove(List<ScanFile> files) {
        Map<String, List<ScanFile>> byContent = files.stream()
                .collect(Collectors.groupingBy(ScanFile::sha256, LinkedHashMap::new, Collectors.toList()));
        List<ScanFile> kept = new ArrayList<>();
        byContent.values().forEach(same -> keepOne(same, kept));
        return kept;
    }

    private void keepOne(List<ScanFile> same, List<ScanFile> kept) {
        ScanFile first = first(same);
        List<ScanFile> others = same.stream().filter(scan -> scan != first).toList();
        others.forEach(other -> join(first.patient(), other.patient()));
        ScanFile elsewhere = others.stream()
                .filter(other -> !other.label().equals(first.label()))
                .findFirst()
                .orElse(null);
        if (elsewhere == null) {
            kept.add(first);
            others.forEach(other -> leftOut.add(repeated(first, other), other.name() + " = " + first.name()));
        } else {
            same.forEach(scan -> leftOut.add(LeftOut.Reason.TWO_CLASSES, first.name() + " = " + elsewhere.name()));
        }
    }

    /** Returns the copy that is kept: one of the test part if that counts, and one whose patient is known. */
    private ScanFile first(List<ScanFile> same) {
        List<ScanFile> tested = same.stream().filter(this::isTest).toList();
        List<ScanFile> eligible = tested.isEmpty() ? same : tested;
        return eligible.stream()
                .filter(scan -> scan.patient() != null)
                .findFirst()
                .orElse(eligible.get(0));
    }

    private boolean isTest(ScanFile scan) {
        return givenSplit && scan.part() == PublishedSplit.TEST;
    }

    private LeftOut.Reason repeated(ScanFile kept, ScanFile other) {
        return isTest(kept) && !isTest(other) ? LeftOut.Reason.IN_TEST_TOO : LeftOut.Reason.REPEATED;
    }

    private void join(String patient, String other) {
        if (patient != null && other != null && !group(patient).equals(group(other))) {
            groups.put(group(other), group(patient));
        }
    }

    /** Returns the patient of the group of a patient. Patients who have the same picture are one group. */
    String group(String patient) {
        String group = patient;
        while (groups.containsKey(group)) {
            group = groups.get(group);
        }
        return group;
    }
}
