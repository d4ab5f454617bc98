package dev.thorax.runtime.health;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/**
 * Writes a small object, reads it back and deletes it. A store that only answers is not enough: its bucket may be missing, its key may
 * be read-only, its disk may be full. Probes at most once a period.
 */
@Singleton
class ObjectStoreProbe {
    private static final String FIRST = "It has not been probed yet.";

    private final ObjectStore store;
    private final Duration period;
    private final Clock clock;
    private final String key = StorageKeys.healthProbe(UUID.randomUUID().toString());
    private final ReentrantLock probing = new ReentrantLock();
    private volatile @Nullable String fault = FIRST;
    private @Nullable Instant last;

    @Inject
    ObjectStoreProbe(ObjectStore store, HealthConfig config, Clock clock) {
        this(store, config.probePeriod(), clock);
    }

    ObjectStoreProbe(ObjectStore store, Duration period, Clock clock) {
        this.store = store;
        this.period = period;
        this.clock = clock;
    }

    /** Returns why the store cannot be used, or null if it can. While a probe runs, others get what the one before found. */
    @Nullable
    String fault() {
        if (FIRST.equals(fault)) {
            probing.lock();
        } else if (!probing.tryLock()) {
            return fault;
        }
        try {
            Instant now = clock.instant();
            if (last == null || !now.isBefore(last.plus(period))) {
                fault = probe(now);
                last = now;
            }
            return fault;
        } finally {
            probing.unlock();
        }
    }

    private @Nullable String probe(Instant now) {
        byte[] written = now.toString().getBytes(StandardCharsets.UTF_8);
        try {
            store.put(key, written, "text/plain");
            byte[] read = store.get(key);
            store.delete(key);
            return Arrays.equals(written, read)
                    ? null
                    : "The object store returned other bytes than it was given, under the key " + key + ".";
        } catch (StoreUnavailableException | ObjectMissingException e) {
            return e.getMessage();
        }
    }
}
