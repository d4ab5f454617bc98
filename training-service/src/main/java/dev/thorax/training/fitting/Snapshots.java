package dev.thorax.training.fitting;

import java.util.Optional;
import java.util.function.Supplier;

/** Where a fitting leaves its state after an epoch, and finds it when it is begun again. */
public interface Snapshots {
    /** Keeps nothing. */
    Snapshots NONE = new Snapshots() {
        @Override
        public Optional<Snapshot> latest() {
            return Optional.empty();
        }

        @Override
        public void keep(Supplier<Snapshot> snapshot) {}
    };

    /** The last one that was kept. */
    Optional<Snapshot> latest();

    /**
     * Keeps a state in place of the one before, or leaves it where that one is new enough.
     *
     * @param snapshot makes it, which takes time and memory
     */
    void keep(Supplier<Snapshot> snapshot);
}
