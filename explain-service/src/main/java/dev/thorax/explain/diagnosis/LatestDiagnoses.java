package dev.thorax.explain.diagnosis;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.thorax.contracts.event.Diagnosis;

/**
 * Keeps a bounded number of the newest diagnoses, one of each scan and model version. A diagnosis whose time is still to come
 * counts as made when it is added. An erased scan never comes back. Safe for use by many threads.
 */
final class LatestDiagnoses {
    private static final Comparator<Listed> NEWEST_FIRST = Comparator.comparing(Listed::time)
            .reversed()
            .thenComparing(listed -> listed.diagnosis().scanId())
            .thenComparing(listed -> listed.diagnosis().model())
            .thenComparing(listed -> listed.diagnosis().version());

    /** Erased scans that are remembered, of about 200 bytes each. */
    private static final int MOST_ERASED = 100_000;

    private final int limit;
    private final Clock clock;
    private final TreeSet<Listed> newest = new TreeSet<>(NEWEST_FIRST);
    private final Map<List<String>, Listed> byKey = new HashMap<>();
    private final Set<String> erased = new LinkedHashSet<>();

    /** @param limit how many to keep, at least 1 */
    LatestDiagnoses(int limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /**
     * Adds a diagnosis, which may be older than others or a repetition.
     *
     * @return whether it is kept and was not kept before
     */
    synchronized boolean add(Diagnosis diagnosis) {
        if (erased.contains(diagnosis.scanId())) {
            return false;
        }
        List<String> key = key(diagnosis);
        Listed known = byKey.get(key);
        Listed listed = listed(diagnosis);
        if (known != null
                && (known.diagnosis().equals(diagnosis) || !listed.time().isAfter(known.time()))) {
            return false;
        }
        if (known != null) {
            newest.remove(known);
        }
        newest.add(listed);
        byKey.put(key, listed);
        if (newest.size() > limit) {
            byKey.remove(key(newest.pollLast().diagnosis()));
        }
        return newest.contains(listed);
    }

    /** Removes the diagnoses of an erased scan. */
    synchronized void erase(String scanId) {
        erased.add(scanId);
        if (erased.size() > MOST_ERASED) {
            erased.remove(erased.iterator().next());
        }
        newest.removeIf(listed -> listed.diagnosis().scanId().equals(scanId));
        byKey.keySet().removeIf(key -> key.get(0).equals(scanId));
    }

    /** Returns the newest {@code count} or fewer, newest first. */
    synchronized List<Diagnosis> newest(int count) {
        return newest.stream().limit(count).map(Listed::diagnosis).toList();
    }

    private Listed listed(Diagnosis diagnosis) {
        Instant now = clock.instant();
        return new Listed(diagnosis, diagnosis.diagnosedAt().isAfter(now) ? now : diagnosis.diagnosedAt());
    }

    private static List<String> key(Diagnosis diagnosis) {
        return List.of(diagnosis.scanId(), diagnosis.model(), diagnosis.version());
    }

    /**
     * A diagnosis in the list.
     *
     * @param time its place in the list: when it was made, or when it was added if that is earlier
     */
    private record Listed(Diagnosis diagnosis, Instant time) {}
}
