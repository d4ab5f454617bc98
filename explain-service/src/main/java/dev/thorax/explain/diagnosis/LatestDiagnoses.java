package dev.thorax.explain.diagnosis;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import dev.thorax.contracts.event.Diagnosis;

/** Keeps a bounded number of the newest diagnoses, one of each scan and model version. Safe for use by many threads. */
final class LatestDiagnoses {
    private static final Comparator<Diagnosis> NEWEST_FIRST = Comparator.comparing(Diagnosis::diagnosedAt)
            .reversed()
            .thenComparing(Diagnosis::scanId)
            .thenComparing(Diagnosis::model)
            .thenComparing(Diagnosis::version);

    private final int limit;
    private final TreeSet<Diagnosis> newest = new TreeSet<>(NEWEST_FIRST);
    private final Map<List<String>, Diagnosis> byKey = new HashMap<>();

    /** @param limit how many to keep, at least 1 */
    LatestDiagnoses(int limit) {
        this.limit = limit;
    }

    /**
     * Adds a diagnosis, which may be older than others or a repetition.
     *
     * @return whether it is kept and was not kept before
     */
    synchronized boolean add(Diagnosis diagnosis) {
        List<String> key = key(diagnosis);
        Diagnosis known = byKey.get(key);
        if (known != null && !diagnosis.diagnosedAt().isAfter(known.diagnosedAt())) {
            return false;
        }
        if (known != null) {
            newest.remove(known);
        }
        newest.add(diagnosis);
        byKey.put(key, diagnosis);
        if (newest.size() > limit) {
            byKey.remove(key(newest.pollLast()));
        }
        return newest.contains(diagnosis);
    }

    /** Returns the newest {@code count} or fewer, newest first. */
    synchronized List<Diagnosis> newest(int count) {
        return newest.stream().limit(count).toList();
    }

    private static List<String> key(Diagnosis diagnosis) {
        return List.of(diagnosis.scanId(), diagnosis.model(), diagnosis.version());
    }
}
