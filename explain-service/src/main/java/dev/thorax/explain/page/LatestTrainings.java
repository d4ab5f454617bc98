package dev.thorax.explain.page;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thorax.contracts.event.TrainingProgress;

/** Where the latest trainings stand; a few and no more. Safe for use by many threads. */
final class LatestTrainings {
    private static final Comparator<TrainingProgress> NEWEST_FIRST =
            Comparator.comparing(TrainingProgress::at).reversed();

    private final int limit;
    private final Map<String, TrainingProgress> byId = new HashMap<>();

    /** @param limit how many trainings to keep, at least 1 */
    LatestTrainings(int limit) {
        this.limit = limit;
    }

    /** Takes a word from a training; an older one than is known of the same training changes nothing. */
    synchronized void add(TrainingProgress progress) {
        byId.merge(progress.trainingId(), progress, (had, next) -> had.at().isAfter(next.at()) ? had : next);
        if (byId.size() > limit) {
            byId.remove(newest().get(limit).trainingId());
        }
    }

    /** The latest word of each, newest first. */
    synchronized List<TrainingProgress> newest() {
        return byId.values().stream().sorted(NEWEST_FIRST).toList();
    }
}
