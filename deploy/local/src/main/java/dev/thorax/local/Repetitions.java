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
    private final PatientList patients;
    private final LeftOut leftOut;
    /** From a patient to another one of the same group. */
    private final Map<String, String> groups = new HashMap<>();

    Repetitions(PatientList patients, LeftOut leftOut) {
        this.patients = patients;
        this.leftOut = leftOut;
    }

    /** Returns each picture once, with its patient. Throws {@link CannotRunException} if a patient is not known. */
    List<LabelledScan> remove(List<ScanFile> files) {
        Map<String, List<ScanFile>> byContent = files.stream()
                .collect(Collectors.groupingBy(ScanFile::sha256, LinkedHashMap::new, Collectors.toList()));
        List<ScanFile> kept = new ArrayList<>();
        byContent.values().forEach(same -> keepOne(same, kept));
        patients.checkAll(kept);
        return kept.stream()
                .map(scan -> {
                    String patient = patients.of(scan.name());
                    return new LabelledScan(scan.file(), scan.label(), patient, group(patient));
                })
                .toList();
    }

    private void keepOne(List<ScanFile> same, List<ScanFile> kept) {
        ScanFile first = same.stream()
                .filter(scan -> patients.of(scan.name()) != null)
                .findFirst()
                .orElse(same.get(0));
        List<ScanFile> others = same.stream().filter(scan -> scan != first).toList();
        others.forEach(other -> join(patients.of(first.name()), patients.of(other.name())));
        ScanFile elsewhere = others.stream()
                .filter(other -> !other.label().equals(first.label()))
                .findFirst()
                .orElse(null);
        if (elsewhere == null) {
            kept.add(first);
            others.forEach(other -> leftOut.add(LeftOut.Reason.REPEATED, other.name() + " = " + first.name()));
        } else {
            same.forEach(scan -> leftOut.add(LeftOut.Reason.TWO_CLASSES, first.name() + " = " + elsewhere.name()));
        }
    }

    private void join(String patient, String other) {
        if (patient != null && other != null && !group(patient).equals(group(other))) {
            groups.put(group(other), group(patient));
        }
    }

    private String group(String patient) {
        String group = patient;
        while (groups.containsKey(group)) {
            group = groups.get(group);
        }
        return group;
    }
}
