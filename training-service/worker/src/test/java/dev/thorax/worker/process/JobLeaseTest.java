package dev.thorax.worker.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.LeaseRecord;
import dev.thorax.contracts.worker.WorkerExit;
import dev.thorax.contracts.worker.WorkerLaunch;
import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

class JobLeaseTest {
    private static final JobKeys JOB = JobKeys.ofTraining("t-1");
    private static final Duration LENGTH = Duration.ofMinutes(1);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final InMemoryObjectStore store = new InMemoryObjectStore(CLOCK);
    private final List<Integer> exits = new CopyOnWriteArrayList<>();
    private final JobLease lease = lease(LENGTH);

    @AfterEach
    void close() {
        lease.close();
    }

    @Test
    void shouldHoldTheJobForItsTurnAndGiveItBack() {
        lease.renew();

        assertThat(lease.isHeld()).isTrue();
        assertThat(Json.read(store.get(JOB.worker(3)), LeaseRecord.class).until())
                .isEqualTo(CLOCK.instant().plus(LENGTH));
        lease.close();
        assertThat(store.list("")).isEmpty();
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void shouldEndTheProcessWhenAnotherTurnBegins() {
        turn(4, null);

        lease.renew();

        assertThat(exits).containsExactly(WorkerExit.LEASE_LOST);
    }

    @Test
    void shouldGoOnUnderATurnThatContinuesWithThisWorker() {
        turn(4, 3);

        lease.renew();

        assertThat(exits).isEmpty();
        assertThat(store.exists(JOB.worker(4))).isTrue();
        turn(5, null);
        lease.renew();
        assertThat(exits).containsExactly(WorkerExit.LEASE_LOST);
    }

    @Test
    void shouldEndTheProcessWhenItsJobOrTheWholeOfItIsCancelled() {
        TrainingRequested whole =
                new TrainingRequested("t-1", "d", "r", null, null, 1L, Instant.EPOCH, null, null, 3, null, null);
        store.put(StorageKeys.cancellation("t-1"), new byte[1], "application/json");
        lease.hold(JobOrder.of(whole.ofFold(2), "torch", Instant.EPOCH));

        lease.renew();

        assertThat(exits).contains(WorkerExit.CANCELLED);
    }

    @Test
    void shouldEndTheProcessWhenTheLeaseCannotBeRenewedInTime() {
        try (JobLease quick = lease(Duration.ofMillis(50))) {
            store.failNext(1_000_000);
            quick.hold(JobOrder.of(
                    new TrainingRequested("t-1", "d", "r", null, null, 1L, Instant.EPOCH, null, null),
                    "torch",
                    Instant.EPOCH));

            for (long end = System.nanoTime() + 60_000_000_000L; exits.isEmpty() && System.nanoTime() < end; ) {
                Thread.onSpinWait();
            }
            store.failNext(0);
        }

        assertThat(exits).contains(WorkerExit.LEASE_LOST);
    }

    private void turn(int turn, Integer continues) {
        LeaseRecord record = new LeaseRecord("other", CLOCK.instant().plus(LENGTH), continues);
        store.put(JOB.lease(turn), Json.write(record), "application/json");
    }

    private JobLease lease(Duration length) {
        WorkerSettings settings =
                new WorkerSettings(null, 0, 0, null, null, null, false, Set.of(), "", Duration.ZERO, length);
        return new JobLease(store, JOB, new WorkerLaunch(settings, 3, null, null, "m "), CLOCK, exits::add);
    }
}
