package dev.thorax.training.run;

import jakarta.inject.Singleton;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.RetryingObjectStore;

/** Counts in the object store how often a training was begun, so that one that kills its service is not begun for ever. */
@Singleton
public class Attempts {
    private final RetryingObjectStore store;

    Attempts(RetryingObjectStore store) {
        this.store = store;
    }

    /** Counts one more beginning of a training; returns how many there are now. */
    public int begin(String trainingId) {
        int begun = count(trainingId) + 1;
        write(trainingId, begun);
        return begun;
    }

    /** Takes back a beginning that was cut short by no fault of its own. */
    public void giveBack(String trainingId) {
        write(trainingId, Math.max(0, count(trainingId) - 1));
    }

    private int count(String trainingId) {
        try {
            return Json.read(store.get(StorageKeys.attempts(trainingId)), Count.class)
                    .attempts();
        } catch (ObjectMissingException | Json.UnreadableEventException e) {
            return 0;
        }
    }

    private void write(String trainingId, int attempts) {
        store.put(StorageKeys.attempts(trainingId), Json.write(new Count(attempts)), "application/json");
    }

    private record Count(int attempts) {}
}
