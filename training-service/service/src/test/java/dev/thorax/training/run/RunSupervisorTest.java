package dev.thorax.training.run;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.LeaseRecord;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** When a run ends before its job, and what becomes of its worker. */
class RunSupervisorTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final JobKeys JOB = JobKeys.ofTraining("t-1");

    private final TestClock clock = new TestClock();
    private final InMemoryObjectStore store = new InMemoryObjectStore(clock);
    private final FakeWorker worker = new FakeWorker(JOB, 1);

    @Test
    void shouldKillTheWorkerForTheFirstReason() {
        try (RunSupervisor supervisor = new RunSupervisor(true)) {
            supervisor.worker(worker);
            assertThat(supervisor.isStopped()).isFalse();

            supervisor.stop(StopReason.CANCELLED);
            supervisor.stop(StopReason.SHUTDOWN);

            assertThat(supervisor.reason()).isEqualTo(StopReason.CANCELLED);
            assertThat(worker.isKilled()).isTrue();
        }
    }

    @Test
    void shouldKillAWorkerThatStartsAfterTheStop() {
        try (RunSupervisor supervisor = new RunSupervisor(true)) {
            supervisor.stop(StopReason.SHUTDOWN);
            supervisor.worker(worker);

            assertThat(worker.isKilled()).isTrue();
        }
    }

    @Test
    void shouldLeaveAWorkerThatIsNotTiedToAnotherControlPlaneUnlessTheJobIsCancelled() {
        for (StopReason reason : StopReason.values()) {
            FakeWorker started = new FakeWorker(JOB, 1);
            try (RunSupervisor supervisor = new RunSupervisor(false)) {
                supervisor.worker(started);
                assertThat(supervisor.leavesWorker()).isFalse();

                supervisor.stop(reason);

                assertThat(supervisor.leavesWorker()).isEqualTo(reason != StopReason.CANCELLED);
                assertThat(started.isKilled()).isEqualTo(reason == StopReason.CANCELLED);
            }
        }
    }

    @Test
    void shouldStopARunWhoseJobIsCancelled() {
        try (Lease lease = lease();
                RunSupervisor supervisor = new RunSupervisor(true)) {
            supervisor.worker(worker);
            supervisor.watch(lease, Duration.ofMillis(15), () -> true);

            await().atMost(LONG).until(worker::isKilled);

            assertThat(supervisor.reason()).isEqualTo(StopReason.CANCELLED);
        }
    }

    @Test
    void shouldStopARunIfAnotherReplicaHasALaterTurn() {
        try (Lease lease = lease();
                RunSupervisor supervisor = new RunSupervisor(true)) {
            store.put(JOB.lease(2), Json.write(new LeaseRecord("second", clock.instant(), null)), "application/json");
            supervisor.worker(worker);
            supervisor.watch(lease, Duration.ofMillis(15), () -> false);

            await().atMost(LONG).until(worker::isKilled);

            assertThat(supervisor.reason()).isEqualTo(StopReason.LEASE_LOST);
        }
    }

    @Test
    void shouldRunNothingMoreAfterAShutdownAndLeaveTheJobOpen() {
        OpenOrders orders = new OpenOrders(store);
        orders.add(Jobs.training("t-1", clock.instant()));
        FakeWorkerLauncher launcher = new FakeWorkerLauncher(true);
        JobStore stores = new JobStore(store, orders, new Attempts(store));
        JobRun run = new JobRun(orders.all().get(0), new FakeJobHandler(), stores, launcher);
        run.stop();

        assertThatThrownBy(() -> run.run(lease(), LEASE))
                .isInstanceOf(RunInterruptedException.class)
                .hasMessageEndingWith("; the job is run again.");

        assertThat(launcher.waiting()).isZero();
        assertThat(orders.contains(JOB)).isTrue();
        assertThat(stores.attempts().begin(JOB)).isEqualTo(1);
    }

    private Lease lease() {
        return new Leases(store, new FakeWorkerLauncher(true), clock, LEASE, "first")
                .take(JOB)
                .orElseThrow();
    }
}
