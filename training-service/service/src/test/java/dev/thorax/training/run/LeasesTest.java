package dev.thorax.training.run;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.LeaseRecord;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class LeasesTest {
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final JobKeys JOB = JobKeys.ofTraining("t-1");

    private final TestClock clock = new TestClock();
    private final InMemoryObjectStore store = new InMemoryObjectStore(clock);
    private final FakeWorkerLauncher launcher = new FakeWorkerLauncher(true);
    private final Leases first = leases("first", launcher);
    private final Leases second = leases("second", launcher);

    @Test
    void shouldGiveAJobToOneReplicaOnly() {
        assertThat(first.take(JOB)).isPresent();
        assertThat(second.take(JOB)).isEmpty();
        assertThat(first.take(JOB)).isEmpty();
    }

    @Test
    void shouldTakeATurnThatItWroteAtAnEarlierTryOfTheStoresClient() {
        writeMeanwhile(first.owner());

        assertThat(first.take(JOB))
                .hasValueSatisfying(lease -> assertThat(lease.isHeld()).isTrue());
        assertThat(second.take(JOB)).isEmpty();
    }

    @Test
    void shouldNotTakeATurnThatAnotherReplicaWroteMeanwhile() {
        writeMeanwhile("other");

        assertThat(first.take(JOB)).isEmpty();
    }

    @Test
    void shouldGiveAJobToAnotherReplicaWhenItsLeaseIsNotRenewed() {
        Lease lost = first.take(JOB).orElseThrow();
        clock.advance(LENGTH.plusSeconds(1));

        Lease next = second.take(JOB).orElseThrow();

        assertThat(next.turn()).isEqualTo(2);
        lost.renew();
        assertThat(lost.isHeld()).isFalse();
        assertThat(next.isHeld()).isTrue();
    }

    @Test
    void shouldKeepAJobWhileItsLeaseIsRenewed() {
        Lease lease = first.take(JOB).orElseThrow();
        clock.advance(LENGTH.minusSeconds(1));
        lease.renew();
        clock.advance(LENGTH.minusSeconds(1));

        assertThat(second.take(JOB)).isEmpty();
    }

    @Test
    void shouldGiveAReleasedJobAwayAtOnceAndNeverCountATurnTwice() {
        first.take(JOB).orElseThrow().close();

        assertThat(second.take(JOB))
                .hasValueSatisfying(lease -> assertThat(lease.turn()).isEqualTo(2));
    }

    @Test
    void shouldLeaveNothingOfAJobThatHasEnded() {
        Lease lease = first.take(JOB).orElseThrow();
        lease.jobEnded();
        lease.close();

        assertThat(store.list("")).isEmpty();
    }

    @Test
    void shouldReplaceAnEarlierProcessOfTheSameInstanceAtOnce() {
        first.take(JOB);

        assertThat(leases("first", launcher).take(JOB)).isPresent();
        assertThat(leases("firs", launcher).take(JOB)).isEmpty();
    }

    @Test
    void shouldTakeATurnThatAnEarlierReleaseLeftBehind() {
        String old = "{\"owner\":\"local 5f1d\",\"until\":\"2025-12-31T23:59:59Z\"}";
        store.put(JOB.lease(3), old.getBytes(UTF_8), "application/json");

        assertThat(first.take(JOB))
                .hasValueSatisfying(lease -> assertThat(lease.turn()).isEqualTo(4));
    }

    @Test
    void shouldContinueWithAWorkerWithinReach() {
        FakeWorkerLauncher untied = new FakeWorkerLauncher(false);
        FakeWorker worker = new FakeWorker(JOB, 1);
        untied.offer(worker);
        leases("first", untied).take(JOB).orElseThrow().close();
        store.put(
                JOB.worker(1),
                Json.write(new LeaseRecord("worker", clock.instant().plus(LENGTH), null)),
                "application/json");

        Lease lease = leases("second", untied).take(JOB).orElseThrow();
        lease.renew();

        assertThat(lease.adopted()).containsSame(worker);
        assertThat(Json.read(store.get(JOB.lease(2)), LeaseRecord.class).continues())
                .isEqualTo(1);
    }

    private void writeMeanwhile(String owner) {
        LeaseRecord lease = new LeaseRecord(owner, clock.instant().plus(LENGTH), null);
        store.beforeEachCall(call -> {
            if (call.startsWith("write ")) {
                store.beforeEachCall(any -> {});
                store.put(JOB.lease(1), Json.write(lease), "application/json");
            }
        });
    }

    private Leases leases(String instance, WorkerLauncher workers) {
        return new Leases(store, workers, clock, LENGTH, instance);
    }
}
