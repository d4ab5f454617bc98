package dev.thorax.worker.fitting;

import java.util.Optional;
import java.util.function.Supplier;

/** Keeps the state of a fitting after an epoch, so that another process can continue it. */
public interface SnapshotStore {
    /** Keeps nothing. */
    SnapshotStore NONE = new SnapshotStore() {
        @Override
        public Optional<Snapshot> latest() {
            return Optional.empty();
        }

        @Override
        public void keep(Supplier<Snapshot> snapshot) {}
    };

    /** Returns the last snapshot that was kept. */
    Optional<Snapshot> latest();

    /**
     * Keeps a state in place of the one before, or leaves it where that one is new enough.
     *
     * @param snapshot makes it, which takes time and memory
     */
    void keep(Supplier<Snapshot> snapshot);
}
