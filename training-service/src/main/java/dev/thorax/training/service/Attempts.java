package dev.thorax.training.service;

import jakarta.inject.Singleton;

import dev.thorax.events.EventJson;
import dev.thorax.storage.Keys;
import dev.thorax.storage.ObjectMissing;
import dev.thorax.training.store.PatientStore;

/** Counts in the object store how often a training was begun, so that one that kills its service is not begun for ever. */
@Singleton
public class Attempts {
    private final PatientStore store;

    Attempts(PatientStore store) {
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
            return EventJson.read(store.get(Keys.attempts(trainingId)), Count.class)
                    .attempts();
        } catch (ObjectMissing | EventJson.UnreadableEvent e) {
            return 0;
        }
    }

    private void write(String trainingId, int attempts) {
        store.put(Keys.attempts(trainingId), EventJson.write(new Count(attempts)), "application/json");
    }

    private record Count(int attempts) {}
}
