package dev.thorax.training.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/** The right of this process to run one training, for as long as it is renewed in time and nobody has taken a later turn. */
final class Lease implements AutoCloseable {
    private final ObjectStore store;
    private final Clock clock;
    private final Duration length;
    private final String owner;
    private final String trainingId;
    private final int turn;
    private volatile long renewed;
    private volatile boolean lost;

    /** The turn must have been taken at {@code taken} of {@link System#nanoTime}. */
    Lease(ObjectStore store, Clock clock, Duration length, String owner, String trainingId, int turn, long taken) {
        this.store = store;
        this.clock = clock;
        this.length = length;
        this.owner = owner;
        this.trainingId = trainingId;
        this.turn = turn;
        this.renewed = taken;
    }

    /** Whether no other replica can have taken the training. Asks nobody. */
    boolean isHeld() {
        return !lost && System.nanoTime() - renewed < length.toNanos();
    }

    /** Prolongs it, unless it was lost; throws {@link StoreUnavailableException} if nobody knows. */
    synchronized void renew() {
        long now = System.nanoTime();
        if (!isHeld() || store.exists(StorageKeys.lease(trainingId, turn + 1))) {
            lost = true;
            return;
        }
        store.put(StorageKeys.lease(trainingId, turn), text(owner, clock, length), "application/json");
        renewed = now;
    }

    /** Lets the next one take the training at once; where the store is away, it waits for the end of the lease. */
    @Override
    public synchronized void close() {
        if (isHeld()) {
            try {
                store.list(StorageKeys.leases(trainingId)).forEach(store::delete);
            } catch (StoreUnavailableException e) {
                lost = true;
            }
        }
        lost = true;
    }

    static byte[] text(String owner, Clock clock, Duration length) {
        return Json.write(new Turn(owner, clock.instant().plus(length)));
    }

    /**
     * What the store keeps of it.
     *
     * @param owner the process that has it
     * @param until when it ends (UTC), if it is not renewed
     */
    record Turn(String owner, Instant until) {}
}
