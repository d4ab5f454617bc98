package dev.thorax.training.run;

import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.RetryingObjectStore;

/** Cancelled trainings in the object store, where replicas and workers find them. */
@Singleton
public class Cancellations {
    private static final int MOST = 200;

    private final ObjectStore store;
    private final ObjectStore retryingStore;

    /** Records cancellations in {@code store}, however long it is away: their topic gives each only once. */
    public Cancellations(ObjectStore store) {
        this.store = store;
        this.retryingStore = new RetryingObjectStore(store);
    }

    /** Records a cancellation; the first one of a training counts. */
    public void keep(TrainingCancelled cancelled) {
        retryingStore.putIfAbsent(
                StorageKeys.cancellation(cancelled.trainingId()), Json.write(cancelled), "application/json");
    }

    /**
     * Records a cancellation as {@link #keep}, but does not wait for a store that is away.
     *
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer
     */
    public void keepNow(TrainingCancelled cancelled) {
        store.putIfAbsent(StorageKeys.cancellation(cancelled.trainingId()), Json.write(cancelled), "application/json");
    }

    /** Returns whether the training, or the cross-validation that it is a fold of, was cancelled. */
    public boolean isAsked(TrainingRequested request) {
        return keys(request).anyMatch(store::exists);
    }

    /** Returns the cancellation of the training, or of the cross-validation that it is a fold of. */
    public Optional<TrainingCancelled> find(TrainingRequested request) {
        return keys(request).flatMap(key -> read(key).stream()).findFirst();
    }

    private Optional<TrainingCancelled> read(String key) {
        try {
            return Optional.of(Json.read(store.get(key), TrainingCancelled.class));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    private static Stream<String> keys(TrainingRequested request) {
        return Stream.of(request.trainingId(), request.whole()).distinct().map(StorageKeys::cancellation);
    }

    /** Returns the message of a cancelled training's last event. */
    public static String sentence(TrainingCancelled cancelled) {
        String by = cancelled.by() == null || cancelled.by().isBlank()
                ? "someone"
                : cut(cancelled.by().strip());
        String why = cancelled.why() == null || cancelled.why().isBlank()
                ? ""
                : ": " + cut(cancelled.why().strip());
        return "The training was cancelled by " + by + why + (why.endsWith(".") ? "" : ".");
    }

    private static String cut(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }
}
