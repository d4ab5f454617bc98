package dev.thorax.worker.snapshot;

import java.util.Optional;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.TrainingException;

/** Keeps one snapshot for each training in the object store. It is written once. */
public final class SnapshotArchive {
    private final ObjectStore store;

    /** Keeps snapshots in {@code store}. */
    public SnapshotArchive(ObjectStore store) {
        this.store = store;
    }

    /**
     * Returns the snapshot of a training.
     *
     * @param trainingId the training; of a fold, the cross-validation
     * @throws TrainingException with a sentence, if there is one that cannot be read
     */
    public Optional<StoredSnapshot> find(String trainingId) {
        byte[] json;
        try {
            json = store.get(StorageKeys.datasetSnapshot(trainingId));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StoredSnapshot(Json.read(json, DatasetSnapshot.class), Sha256.of(json)));
        } catch (Json.UnreadableEventException e) {
            throw new TrainingException(
                    "The data set that training " + trainingId + " froze cannot be read (" + e.getMessage()
                            + "); ask for the training again under another id.",
                    e);
        }
    }

    /** Keeps {@code snapshot}, unless another worker was faster. Returns the one that is kept. */
    public StoredSnapshot keep(String trainingId, DatasetSnapshot snapshot) {
        store.putIfAbsent(StorageKeys.datasetSnapshot(trainingId), Json.write(snapshot), "application/json");
        return find(trainingId).orElseThrow();
    }

    /** Returns whether folds of {@code trainingId} have results. */
    public boolean hasFolds(String trainingId) {
        return !store.list(StorageKeys.folds(trainingId)).isEmpty();
    }
}
