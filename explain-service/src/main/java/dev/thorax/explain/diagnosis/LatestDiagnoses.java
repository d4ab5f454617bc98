package dev.thorax.explain.diagnosis;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import dev.thorax.contracts.event.Diagnosis;

/**
 * The newest diagnoses, one of each scan and model version, so many and no more. Safe for use by many threads.
 */
final class LatestDiagnoses {
    private static final Comparator<Diagnosis> NEWEST_FIRST = Comparator.comparing(Diagnosis::diagnosedAt)
            .reversed()
            .thenComparing(Diagnosis::scanId)
            .thenComparing(Diagnosis::model)
            .thenComparing(Diagnosis::version);

    private final int limit;
    private final TreeSet<Diagnosis> newest = new TreeSet<>(NEWEST_FIRST);
    private final Map<List<String>, Diagnosis> bySubject = new HashMap<>();

    /** @param limit how many to keep, at least 1 */
    LatestDiagnoses(int limit) {
        this.limit = limit;
    }

    /**
     * Takes a diagnosis, which may be older than others or have come before.
     *
     * @return whether it is news: kept, and not kept already
     */
    synchronized boolean add(Diagnosis diagnosis) {
        List<String> subject = subject(diagnosis);
        Diagnosis had = bySubject.get(subject);
        if (had != null && !diagnosis.diagnosedAt().isAfter(had.diagnosedAt())) {
            return false;
        }
        if (had != null) {
            newest.remove(had);
        }
        newest.add(diagnosis);
        bySubject.put(subject, diagnosis);
        if (newest.size() > limit) {
            bySubject.remove(subject(newest.pollLast()));
        }
        return newest.contains(diagnosis);
    }

    /** The newest {@code count} or fewer, newest first. */
    synchronized List<Diagnosis> newest(int count) {
        return newest.stream().limit(count).toList();
    }

    private static List<String> subject(Diagnosis diagnosis) {
        return List.of(diagnosis.scanId(), diagnosis.model(), diagnosis.version());
    }
}
