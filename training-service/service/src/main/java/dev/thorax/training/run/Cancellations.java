package dev.thorax.training.run;

import java.util.Optional;

import jakarta.inject.Singleton;

import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.RetryingObjectStore;

/** Which trainings nobody wants any more, in the object store, where the replica that runs or will run one finds it. */
@Singleton
public class Cancellations {
    private static final int MOST = 200;

    private final ObjectStore store;
    private final RetryingObjectStore retryingStore;

    Cancellations(ObjectStore store, RetryingObjectStore retryingStore) {
        this.store = store;
        this.retryingStore = retryingStore;
    }

    /** Keeps the wish, however long the store is away; the first one of a training counts. */
    public void keep(TrainingCancelled asked) {
        retryingStore.putIfAbsent(StorageKeys.cancellation(asked.trainingId()), Json.write(asked), "application/json");
    }

    public boolean isAsked(String trainingId) {
        return store.exists(StorageKeys.cancellation(trainingId));
    }

    Optional<TrainingCancelled> find(String trainingId) {
        try {
            return Optional.of(Json.read(store.get(StorageKeys.cancellation(trainingId)), TrainingCancelled.class));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    /** What the last event of a cancelled training says. */
    public static String sentence(TrainingCancelled asked) {
        String by = asked.by() == null || asked.by().isBlank()
                ? "someone"
                : cut(asked.by().strip());
        String why = asked.why() == null || asked.why().isBlank()
                ? ""
                : ": " + cut(asked.why().strip());
        return "The training was cancelled by " + by + why + (why.endsWith(".") ? "" : ".");
    }

    private static String cut(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }
}
