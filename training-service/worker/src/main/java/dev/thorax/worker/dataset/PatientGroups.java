package dev.thorax.worker.dataset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups patients who share scans: identical bytes count as one patient's, whatever ids and patients they came with. A group
 * is a connected component over patient and SHA-256.
 */
public final class PatientGroups {
    /** Sorts behind every patient key, so that a group is named after a patient. */
    private static final String BYTES = "~bytes ";

    private final Map<String, String> parents = new HashMap<>();

    /** Returns {@code scans}, each with the key of its group as its patient. */
    static List<LabelledScan> join(List<LabelledScan> scans) {
        PatientGroups groups = new PatientGroups();
        scans.forEach(scan -> groups.add(scan.patient(), scan.sha256()));
        return scans.stream()
                .map(scan -> scan.withPatient(groups.of(scan.patient())))
                .toList();
    }

    /**
     * Adds a scan.
     *
     * @param patient key of its patient
     * @param sha256 SHA-256 of its bytes; null or empty if it is unknown, then the scan joins nobody
     */
    public void add(String patient, String sha256) {
        String one = root(patient);
        if (sha256 == null || sha256.isEmpty()) {
            return;
        }
        String other = root(BYTES + sha256);
        if (one.compareTo(other) < 0) {
            parents.put(other, one);
        } else {
            parents.put(one, other);
        }
    }

    /** Returns the key of the group of {@code patient}: the least patient key in it. */
    public String of(String patient) {
        return root(patient);
    }

    private String root(String key) {
        String at = key;
        String parent = parents.computeIfAbsent(at, own -> own);
        while (!parent.equals(at)) {
            String next = parents.get(parent);
            parents.put(at, next);
            at = parent;
            parent = next;
        }
        return at;
    }
}
