package dev.thorax.training.run;

import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.runtime.config.ServiceConfig;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.training.config.TrainingConfig;

/**
 * Which replica runs a training. Kafka gives a request to one replica, but one that hangs may wake up and believe that it
 * still has it. So each run of a training is a turn, and a turn is taken by writing its object where none is yet, which
 * succeeds for one replica only; it can be taken when the turn before was not renewed in time. Clocks may differ by a
 * few seconds.
 */
@Singleton
public class Leases {
    private static final Logger LOG = Logger.getLogger(Leases.class);
    private static final long LOOK_MILLIS = 500;

    private final ObjectStore store;
    private final Clock clock;
    private final Duration length;
    private final String owner;

    Leases(
            ObjectStore store,
            Clock clock,
            TrainingConfig config,
            ServiceConfig service) {
        this.store = store;
        this.clock = clock;
        this.length = config.lease();
        this.owner = service.instance() + " " + UUID.randomUUID();
    }

    /**
     * Takes a training as soon as no other replica has it.
     *
     * @param given whether to give up
     * @throws TrainingInterruptedException if given up
     */
    Lease await(String trainingId, BooleanSupplier given) {
        boolean told = false;
        while (!given.getAsBoolean()) {
            try {
                Lease lease = take(trainingId);
                if (lease != null) {
                    return lease;
                }
                if (!told) {
                    LOG.infof("Another replica still has a training, so this one waits trainingId=%s", trainingId);
                    told = true;
                }
            } catch (StoreUnavailableException e) {
                LOG.warnf("The object store does not answer; trying again. reason=\"%s\"", e.getMessage());
            }
            pause();
        }
        throw new TrainingInterruptedException("The service stops or gave the request away");
    }

    private Lease take(String trainingId) {
        OptionalInt latest = latest(trainingId);
        if (latest.isPresent() && isAlive(StorageKeys.lease(trainingId, latest.getAsInt()))) {
            return null;
        }
        int turn = latest.orElse(0) + 1;
        long now = System.nanoTime();
        byte[] text = Lease.text(owner, clock, length);
        return store.putIfAbsent(StorageKeys.lease(trainingId, turn), text, "application/json")
                ? new Lease(store, clock, length, owner, trainingId, turn, now)
                : null;
    }

    private boolean isAlive(String key) {
        try {
            return Json.read(store.get(key), Lease.Turn.class).until().isAfter(clock.instant());
        } catch (ObjectMissingException | Json.UnreadableEventException e) {
            return false;
        }
    }

    private OptionalInt latest(String trainingId) {
        String prefix = StorageKeys.leases(trainingId);
        return store.list(prefix).stream()
                .map(key -> key.substring(prefix.length()).replace(".json", ""))
                .filter(turn -> turn.matches("[0-9]{1,9}"))
                .mapToInt(Integer::parseInt)
                .max();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingInterruptedException("The service stops");
        }
    }
}
