package dev.thorax.training.run;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.LeaseRecord;
import dev.thorax.runtime.config.ServiceConfig;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.training.config.TrainingConfig;

/**
 * Decides which replica supervises a job. Each run of a job is a turn. A turn is taken by writing its object if there is
 * none, which succeeds for one replica only. It can be taken when neither the replica of the turn before nor its worker
 * renews its lease. Clocks may differ by a few seconds.
 */
@Singleton
public class Leases {
    private static final Pattern TURN = Pattern.compile("([0-9]{1,9})\\.json");

    private final ObjectStore store;
    private final WorkerLauncher launcher;
    private final Clock clock;
    private final Duration length;
    private final String instance;
    private final String owner;

    @Inject
    Leases(ObjectStore store, WorkerLauncher launcher, Clock clock, TrainingConfig config, ServiceConfig service) {
        this(store, launcher, clock, config.lease(), service.instance());
    }

    Leases(ObjectStore store, WorkerLauncher launcher, Clock clock, Duration length, String instance) {
        this.store = store;
        this.launcher = launcher;
        this.clock = clock;
        this.length = length;
        this.instance = instance + " ";
        this.owner = this.instance + UUID.randomUUID();
    }

    ObjectStore store() {
        return store;
    }

    Clock clock() {
        return clock;
    }

    Duration length() {
        return length;
    }

    String owner() {
        return owner;
    }

    /** Takes the next turn of {@code job}; empty while another replica or a worker out of reach has it. */
    Optional<Lease> take(JobKeys job) {
        OptionalInt latest = latest(job);
        if (latest.isEmpty()) {
            return take(job, 1, null);
        }
        int turn = latest.getAsInt();
        if (read(job.lease(turn)).filter(this::isAlive).isPresent()) {
            return Optional.empty();
        }
        if (read(job.worker(turn))
                .filter(worker -> worker.isAlive(clock.instant()))
                .isEmpty()) {
            return take(job, turn + 1, launcher.findWaiting(job).orElse(null));
        }
        return launcher.adopt(job, turn).flatMap(worker -> take(job, turn + 1, worker));
    }

    private Optional<Lease> take(JobKeys job, int turn, RunningWorker adopted) {
        long now = System.nanoTime();
        LeaseRecord lease = new LeaseRecord(
                owner, clock.instant().plus(length), adopted == null ? null : Integer.valueOf(turn - 1));
        boolean taken = store.putIfAbsent(job.lease(turn), Json.write(lease), "application/json")
                // The client of the store may have written it at an earlier try whose answer was lost.
                || read(job.lease(turn)).filter(lease::equals).isPresent();
        return taken ? Optional.of(new Lease(this, job, turn, adopted, now)) : Optional.empty();
    }

    /** A lease of this instance's name is of an earlier process, which this one replaces. */
    private boolean isAlive(LeaseRecord lease) {
        boolean predecessor = lease.owner() != null
                && lease.owner().startsWith(instance)
                && !lease.owner().equals(owner);
        return !predecessor && lease.isAlive(clock.instant());
    }

    private Optional<LeaseRecord> read(String key) {
        try {
            return Optional.of(Json.read(store.get(key), LeaseRecord.class));
        } catch (ObjectMissingException | Json.UnreadableEventException e) {
            return Optional.empty();
        }
    }

    private OptionalInt latest(JobKeys job) {
        return store.list(job.leases()).stream()
                .map(key -> TURN.matcher(key.substring(job.leases().length())))
                .filter(Matcher::matches)
                .mapToInt(turn -> Integer.parseInt(turn.group(1)))
                .max();
    }
}
