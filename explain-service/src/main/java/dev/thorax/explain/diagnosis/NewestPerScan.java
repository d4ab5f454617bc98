package dev.thorax.explain.diagnosis;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.thorax.contracts.event.Diagnosis;

/** Of many diagnoses the newest of each scan; of two of the same time, the one added last. */
final class NewestPerScan {
    private final Map<String, Diagnosis> newest = new LinkedHashMap<>();

    void add(Diagnosis diagnosis) {
        newest.merge(
                diagnosis.scanId(),
                diagnosis,
                (had, next) -> had.diagnosedAt().isAfter(next.diagnosedAt()) ? had : next);
    }

    Collection<Diagnosis> all() {
        return newest.values();
    }
}
