package dev.thorax.training.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.LeaseRecord;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.storage.Backoff;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class RunSchedulerTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final JobKeys T1 = JobKeys.ofTraining("t-1");

    private final TestClock clock = new TestClock();
    private final InMemoryObjectStore store = new InMemoryObjectStore(clock);
    private final FakeJobHandler handler = new FakeJobHandler();
    private final FakeWorkerLauncher launcher = new FakeWorkerLauncher(true);
    private final OpenOrders orders = new OpenOrders(store);
    private final RunScheduler scheduler = scheduler("first", launcher, 1, LEASE);

    @AfterEach
    void stop() throws InterruptedException {
        scheduler.stop(null);
    }

    @Test
    void shouldRunAnOrderAndKeepNothingOfItButItsCount() throws InterruptedException {
        orders.add(Jobs.training("t-1", clock.instant()));

        scheduler.tick();
        FakeWorker worker = launcher.next();
        worker.send(Jobs.progress("t-1", State.RUNNING, 1, clock.instant()));
        worker.send(Jobs.progress("t-1", State.DONE, 2, clock.instant()));

        await(() -> handler.ends().size() == 1 && store.list("").size() == 1);
        assertThat(handler.progress()).extracting(TrainingProgress::epoch).containsExactly(1);
        assertThat(handler.ends().get(0).progress().state()).isEqualTo(State.DONE);
        assertThat(store.list("")).containsExactly(T1.attempts());
        assertThat(worker.isClosed()).isTrue();
    }

    @Test
    void shouldRunTheOldestFirstAndNoMoreThanItMay() throws InterruptedException {
        orders.add(Jobs.training("b", clock.instant()));
        orders.add(Jobs.training("a", clock.instant().plusSeconds(1)));

        scheduler.tick();
        FakeWorker first = launcher.next();
        scheduler.tick();
        assertThat(first.job()).isEqualTo(JobKeys.ofTraining("b"));
        assertThat(launcher.waiting()).isZero();
        first.send(Jobs.progress("b", State.DONE, 1, clock.instant()));

        await(() -> {
            scheduler.tick();
            return launcher.waiting() == 1;
        });
        assertThat(launcher.next().job()).isEqualTo(JobKeys.ofTraining("a"));
    }

    @Test
    void shouldLeaveAJobToTheReplicaThatHasIt() throws InterruptedException {
        FakeWorkerLauncher others = new FakeWorkerLauncher(true);
        RunScheduler other = scheduler("second", others, 2, LEASE);
        orders.add(Jobs.training("t-1", clock.instant()));
        orders.add(Jobs.training("t-2", clock.instant().plusSeconds(1)));

        scheduler.tick();
        other.tick();

        assertThat(launcher.next().job()).isEqualTo(T1);
        assertThat(others.next().job()).isEqualTo(JobKeys.ofTraining("t-2"));
        assertThat(others.waiting()).isZero();
        other.stop(null);
    }

    @Test
    void shouldStartAWorkerOnceMoreAfterACrashAndThenGiveUp() throws InterruptedException {
        orders.add(Jobs.training("t-1", clock.instant()));

        scheduler.tick();
        launcher.next().crash(new WorkerCrashException("It crashed.", true));
        launcher.next().crash(new WorkerCrashException("It crashed again.", true));

        await(() -> handler.ends().size() == 1);
        assertThat(handler.restarts()).containsExactly("It crashed.");
        assertThat(handler.ends()).containsExactly(WorkerMessage.failed("It crashed again."));
    }

    @Test
    void shouldNotTryAgainWhatCannotGoBetter() throws InterruptedException {
        orders.add(Jobs.training("t-1", clock.instant()));

        scheduler.tick();
        launcher.next().crash(new WorkerCrashException("The heap is too small.", false));

        await(() -> handler.ends().size() == 1);
        assertThat(handler.ends()).containsExactly(WorkerMessage.failed("The heap is too small."));
    }

    @Test
    void shouldGiveUpAJobWhoseControlPlaneDiedTwice() {
        store.put(T1.attempts(), "{\"attempts\":2}".getBytes(UTF_8), "application/json");
        orders.add(Jobs.training("t-1", clock.instant()));

        scheduler.tick();

        await(() -> handler.ends().size() == 1);
        assertThat(handler.ends().get(0).failure()).startsWith("The training was begun 2 times and the service died");
    }

    @Test
    void shouldPostponeAJobWhoseWorkerCannotBeStartedAndCountNoAttempt() throws InterruptedException {
        launcher.failWith(new UncheckedIOException(new IOException("No space left on device")));
        orders.add(Jobs.training("t-1", clock.instant()));

        for (int failures = 1; failures <= 4; failures++) {
            postpone(failures);
        }
        launcher.failWith(null);
        clock.advance(PAUSE);
        worker().send(Jobs.progress("t-1", State.DONE, 9, clock.instant()));

        await(() -> handler.ends().size() == 1);
        assertThat(handler.ends().get(0).progress().state()).isEqualTo(State.DONE);
        assertThat(handler.postponements()).allMatch(cause -> cause.contains("No space left on device"));
    }

    @Test
    void shouldLeaveAJobThatItCannotDoToAnotherReplica() throws InterruptedException {
        launcher.failWith(new IllegalStateException("error=11, Resource temporarily unavailable"));
        orders.add(Jobs.training("t-1", clock.instant()));
        postpone(1);

        FakeWorkerLauncher healthy = new FakeWorkerLauncher(true);
        RunScheduler other = scheduler("second", healthy, 1, LEASE);
        await(() -> {
            other.tick();
            return healthy.waiting() > 0;
        });
        healthy.next().send(Jobs.progress("t-1", State.DONE, 9, clock.instant()));

        await(() -> handler.ends().size() == 1);
        other.stop(null);
    }

    @Test
    void shouldTryAgainWhatAWorkerCouldNotDoHere() throws InterruptedException {
        orders.add(Jobs.training("t-1", clock.instant()));

        for (int failures = 1; failures <= 4; failures++) {
            worker().send(WorkerMessage.unable("The disk is full."));
            int postponed = failures;
            await(() -> handler.postponements().size() == postponed && isIdle());
            clock.advance(PAUSE);
        }
        worker().send(Jobs.progress("t-1", State.DONE, 9, clock.instant()));

        await(() -> handler.ends().size() == 1);
        assertThat(handler.restarts()).isEmpty();
    }

    @Test
    void shouldEndAJobWithAStoreThatFailsNowAndThen() throws InterruptedException {
        orders.add(Jobs.training("t-1", clock.instant()));
        Random random = new Random(1);
        store.beforeEachCall(call -> {
            if (random.nextInt(4) == 0) {
                throw new StoreUnavailableException(call, new IOException("the test lets this call fail"));
            }
        });

        await(() -> {
            tick();
            if (launcher.waiting() > 0) {
                launcher.next().send(Jobs.progress("t-1", State.DONE, 9, clock.instant()));
            }
            return !handler.ends().isEmpty();
        });

        store.beforeEachCall(call -> {});
        assertThat(handler.ends()).allMatch(end -> end.progress().state() == State.DONE);
    }

    /** A lease that the store did not take back ends by itself. */
    private void tick() {
        clock.advance(LEASE);
        try {
            scheduler.tick();
        } catch (StoreUnavailableException e) {
            assertThat(e).hasMessageContaining("the test lets this call fail");
        }
    }

    private FakeWorker worker() throws InterruptedException {
        await(() -> {
            scheduler.tick();
            return launcher.waiting() > 0;
        });
        return launcher.next();
    }

    /** Waits until the replica has given the job up for the {@code count}-th time, and until it may try again. */
    private void postpone(int count) {
        clock.advance(PAUSE);
        await(() -> {
            scheduler.tick();
            return handler.postponements().size() == count && isIdle();
        });
        scheduler.tick();
        assertThat(handler.postponements()).hasSize(count);
    }

    /** Returns whether the run has given its lease back. */
    private boolean isIdle() {
        return store.list(T1.leases()).stream()
                .map(key -> Json.read(store.get(key), LeaseRecord.class))
                .noneMatch(lease -> lease.isAlive(clock.instant()));
    }

    @Test
    void shouldCloseAJobWhoseResultIsThereWithoutAWorkerAndWithoutAFreeSlot() throws InterruptedException {
        orders.add(Jobs.training("busy", clock.instant()));
        scheduler.tick();
        launcher.next();
        WorkerMessage end = Jobs.progress("t-1", State.DONE, 9, clock.instant());
        orders.add(Jobs.training("t-1", clock.instant().plusSeconds(1)));
        store.put(T1.result(), Json.write(end), "application/json");

        scheduler.tick();

        await(() -> handler.ends().size() == 1);
        assertThat(handler.ends()).containsExactly(end);
        assertThat(launcher.waiting()).isZero();
    }

    @Test
    void shouldKeepAJobOpenUntilItsEndIsPublished() throws InterruptedException {
        handler.failNext(1);
        orders.add(Jobs.training("t-1", clock.instant()));
        WorkerMessage end = Jobs.progress("t-1", State.DONE, 9, clock.instant());

        scheduler.tick();
        FakeWorker worker = launcher.next();
        store.put(T1.result(), Json.write(end), "application/json");
        worker.send(end);
        await(() -> {
            scheduler.tick();
            return handler.ends().size() == 1;
        });

        assertThat(handler.ends()).containsExactly(end);
        assertThat(launcher.waiting()).isZero();
        await(() -> !orders.contains(T1));
    }

    @Test
    void shouldKillTheWorkerOfACancelledJob() throws InterruptedException {
        RunScheduler quick = scheduler("quick", launcher, 1, Duration.ofSeconds(15));
        orders.add(Jobs.training("t-1", clock.instant()));
        quick.tick();
        FakeWorker worker = launcher.next();
        WorkerMessage cancelled = Jobs.progress("t-1", State.CANCELLED, 1, clock.instant());

        handler.cancel(cancelled);

        await(() -> handler.ends().size() == 1);
        assertThat(worker.isKilled()).isTrue();
        assertThat(handler.ends()).containsExactly(cancelled);
        quick.stop(null);
    }

    @Test
    void shouldLeaveAJobWithoutACountWhenItStops() throws InterruptedException {
        orders.add(Jobs.training("t-1", clock.instant()));
        scheduler.tick();
        FakeWorker worker = launcher.next();

        scheduler.stop(null);

        assertThat(worker.isKilled()).isTrue();
        assertThat(handler.ends()).isEmpty();
        assertThat(orders.contains(T1)).isTrue();
        assertThat(new String(store.get(T1.attempts()), UTF_8)).isEqualTo("{\"attempts\":0}");
        RunScheduler other = scheduler("second", launcher, 1, LEASE);
        other.tick();
        assertThat(launcher.next().turn()).isEqualTo(2);
        other.stop(null);
    }

    @Test
    void shouldKillItsWorkerAndPublishNothingWhenAnotherReplicaHasALaterTurn() throws InterruptedException {
        RunScheduler quick = scheduler("quick", launcher, 1, Duration.ofSeconds(15));
        orders.add(Jobs.training("t-1", clock.instant()));
        quick.tick();
        FakeWorker worker = launcher.next();
        LeaseRecord later = new LeaseRecord("other", clock.instant().plus(LEASE), null);

        store.put(T1.lease(2), Json.write(later), "application/json");

        await(worker::isKilled);
        worker.send(Jobs.progress("t-1", State.DONE, 9, clock.instant()));
        quick.stop(null);
        assertThat(handler.ends()).isEmpty();
        assertThat(orders.contains(T1)).isTrue();
    }

    @Test
    void shouldAdoptAWorkerThatOutlivedItsControlPlaneInsteadOfStartingAnother() throws InterruptedException {
        FakeWorkerLauncher untied = new FakeWorkerLauncher(false);
        RunScheduler dying = scheduler("pod-1", untied, 1, LEASE);
        orders.add(Jobs.training("t-1", clock.instant()));
        dying.tick();
        FakeWorker worker = untied.next();
        renew(worker, 1);
        dying.stop(null);
        assertThat(worker.isKilled()).isFalse();

        untied.offer(worker);
        handler.publishedUntil(clock.instant().plusSeconds(1));
        RunScheduler next = scheduler("pod-2", untied, 1, LEASE);
        next.tick();
        worker.send(Jobs.progress("t-1", State.RUNNING, 1, clock.instant().plusSeconds(1)));
        worker.send(Jobs.progress("t-1", State.RUNNING, 2, clock.instant().plusSeconds(2)));
        worker.send(Jobs.progress("t-1", State.DONE, 2, clock.instant().plusSeconds(3)));

        await(() -> handler.ends().size() == 1);
        assertThat(untied.waiting()).isZero();
        assertThat(handler.progress()).extracting(TrainingProgress::epoch).containsExactly(2);
        next.stop(null);
    }

    @Test
    void shouldWaitForAWorkerOutOfReachUntilItsLeaseEnds() throws InterruptedException {
        orders.add(Jobs.training("t-1", clock.instant()));
        store.put(
                T1.lease(1),
                Json.write(new LeaseRecord("gone", clock.instant().minusSeconds(1), null)),
                "application/json");
        renew(new FakeWorker(T1, 1), 1);

        scheduler.tick();
        assertThat(launcher.waiting()).isZero();
        clock.advance(LEASE.plusSeconds(1));
        scheduler.tick();

        assertThat(launcher.next().turn()).isEqualTo(2);
    }

    @Test
    void shouldRunTheNextOrderWhenOneCannotBeTaken() throws InterruptedException {
        FakeWorkerLauncher failing = new FakeWorkerLauncher(false);
        RunScheduler careful = scheduler("careful", failing, 1, LEASE);
        orders.add(Jobs.training("t-1", clock.instant()));
        orders.add(Jobs.training("t-2", clock.instant().plusSeconds(1)));
        store.put(
                T1.lease(1),
                Json.write(new LeaseRecord("gone", clock.instant().minusSeconds(1), null)),
                "application/json");
        renew(new FakeWorker(T1, 1), 1);
        failing.failWith(new IllegalStateException("The cluster does not answer."));

        careful.tick();

        await(() -> handler.postponements().size() == 1);
        assertThat(handler.postponements().get(0)).contains("IllegalStateException");
        assertThat(orders.contains(T1)).isTrue();
        careful.stop(null);
    }

    @Test
    void shouldDoNothingForAnOrderThatWasClosedMeanwhile() {
        Leases leases = new Leases(store, launcher, clock, LEASE, "late");
        JobStore stores = new JobStore(store, orders, new Attempts(store));
        OpenOrder closed = new OpenOrder(T1, Jobs.training("t-1", clock.instant()));

        new JobRun(closed, handler, stores, launcher).run(leases.take(T1).orElseThrow(), LEASE);

        assertThat(handler.ends()).isEmpty();
        assertThat(launcher.waiting()).isZero();
        assertThat(store.list("")).isEmpty();
    }

    private void renew(FakeWorker worker, int turn) {
        store.put(
                worker.job().worker(turn),
                Json.write(new LeaseRecord("worker", clock.instant().plus(LEASE), null)),
                "application/json");
    }

    private RunScheduler scheduler(String instance, WorkerLauncher workers, int maxParallel, Duration lease) {
        JobStore stores = new JobStore(store, new OpenOrders(store), new Attempts(store));
        Leases leases = new Leases(store, workers, clock, lease, instance);
        return new RunScheduler(
                stores,
                leases,
                workers,
                new JobHandlers(List.of(handler)),
                maxParallel,
                new Postponements(Backoff.between(PAUSE, PAUSE), clock));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(condition);
    }
}
