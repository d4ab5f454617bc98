package dev.thorax.worker.checkpoint;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.fitting.SnapshotStore;

/** Opens the checkpoints of trainings. */
public interface Checkpoints {
    /** Keeps none. */
    Checkpoints NONE = (trainingId, fingerprint) -> SnapshotStore.NONE;

    /**
     * Returns the checkpoint of one training.
     *
     * @param fingerprint digest of all that decides how the fitting proceeds; a checkpoint with another one is ignored
     */
    SnapshotStore of(String trainingId, String fingerprint);

    /**
     * Keeps them in {@code store}.
     *
     * @param folder where a checkpoint is written on its way there
     * @param pause how old the last one must be before the next is kept
     */
    static Checkpoints in(ObjectStore store, Path folder, Duration pause, Clock clock) {
        return (trainingId, fingerprint) ->
                new StoredSnapshots(store, folder, trainingId, fingerprint, new CheckpointInterval(pause, clock));
    }
}
