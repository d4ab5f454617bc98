package dev.thorax.explain.page;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thorax.contracts.event.TrainingProgress;

/** Keeps the progress of a bounded number of the latest trainings. Safe for use by many threads. */
final class LatestTrainings {
    private static final Comparator<TrainingProgress> NEWEST_FIRST =
            Comparator.comparing(TrainingProgress::at).reversed();

    private final int limit;
    private final Map<String, TrainingProgress> byId = new HashMap<>();

    /** @param limit how many trainings to keep, at least 1 */
    LatestTrainings(int limit) {
        this.limit = limit;
    }

    /** Adds a training's progress; an older event than the known one of the same training changes nothing. */
    synchronized void add(TrainingProgress progress) {
        byId.merge(progress.trainingId(), progress, (known, next) -> known.at().isAfter(next.at()) ? known : next);
        if (byId.size() > limit) {
            byId.remove(newest().get(limit).trainingId());
        }
    }

    /** Returns the latest progress of each training, newest first. */
    synchronized List<TrainingProgress> newest() {
        return byId.values().stream().sorted(NEWEST_FIRST).toList();
    }
}
