package dev.thorax.explain.diagnosis;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.thorax.contracts.event.Diagnosis;

/** Keeps the newest diagnosis of each scan; of two of the same time, the one added last. */
final class NewestPerScan {
    private final Map<String, Diagnosis> newest = new LinkedHashMap<>();

    /** Adds a diagnosis. */
    void add(Diagnosis diagnosis) {
        newest.merge(
                diagnosis.scanId(),
                diagnosis,
                (known, next) -> known.diagnosedAt().isAfter(next.diagnosedAt()) ? known : next);
    }

    /** Returns the kept diagnoses in the order of their scans' first ones. */
    Collection<Diagnosis> all() {
        return newest.values();
    }
}
