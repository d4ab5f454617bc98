package dev.thorax.training.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.LeaseRecord;
import dev.thorax.storage.Backoff;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.training.kubernetes.FakeCluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Replicas of the control plane with one cluster. */
class RunsInAClusterTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final JobKeys T1 = JobKeys.ofTraining("t-1");

    private final TestClock clock = new TestClock();
    private final InMemoryObjectStore store = new InMemoryObjectStore(clock);
    private final FakeJobHandler handler = new FakeJobHandler();
    private final FakeCluster cluster = new FakeCluster();
    private final OpenOrders orders = new OpenOrders(store);
    private final List<RunScheduler> replicas = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (RunScheduler replica : replicas) {
            replica.stop(null);
        }
        cluster.close();
    }

    @Test
    void shouldLetTwoReplicasMakeOneJobOfATraining() {
        RunScheduler first = replica("first", 1);
        RunScheduler second = replica("second", 1);
        orders.add(Jobs.training("t-1", clock.instant()));

        first.tick();
        second.tick();
        Job job = job(T1);
        second.tick();

        assertThat(cluster.jobs()).hasSize(1);
        finish(job, "t-1");
        await(() -> handler.ends().size() == 1);
        assertThat(handler.ends().get(0).progress().state()).isEqualTo(State.DONE);
    }

    @Test
    void shouldRunAsManyFoldsSideBySideAsItMay() {
        RunScheduler replica = replica("first", 3);
        for (int fold = 1; fold <= 5; fold++) {
            orders.add(Jobs.training("cv-fold-" + fold, clock.instant().plusSeconds(fold)));
        }

        replica.tick();
        await(() -> cluster.jobs().size() == 3);
        replica.tick();
        assertThat(cluster.jobs()).hasSize(3);
        finish(job(JobKeys.ofTraining("cv-fold-2")), "cv-fold-2");

        await(() -> {
            replica.tick();
            return cluster.job(JobKeys.ofTraining("cv-fold-4")) != null;
        });
        assertThat(cluster.job(JobKeys.ofTraining("cv-fold-5"))).isNull();
    }

    @Test
    void shouldGoOnWithARunningJobAfterARestartOfTheControlPlane() throws InterruptedException {
        RunScheduler first = replica("first", 1);
        orders.add(Jobs.training("t-1", clock.instant()));
        first.tick();
        Job job = job(T1);
        String pod = cluster.startPod(job);
        beginWork(1);
        cluster.send(
                pod, job, Jobs.progress("t-1", State.RUNNING, 1, clock.instant().plusSeconds(1)));
        await(() -> handler.progress().size() == 1);
        handler.publishedUntil(clock.instant().plusSeconds(1));

        first.stop(null);
        cluster.send(
                pod, job, Jobs.progress("t-1", State.RUNNING, 2, clock.instant().plusSeconds(2)));
        RunScheduler restarted = replica("first", 1);
        restarted.tick();

        await(() -> handler.progress().size() == 2);
        assertThat(handler.progress()).extracting(progress -> progress.epoch()).containsExactly(1, 2);
        finish(job, "t-1");
        await(() -> handler.ends().size() == 1);
        assertThat(handler.restarts()).isEmpty();
        assertThat(cluster.requests().stream()
                        .filter(request -> request.startsWith("POST") && request.contains("/jobs")))
                .hasSize(1);
    }

    @Test
    void shouldKeepTheJobThatWaitsForANodeHoweverOftenTheControlPlaneRestarts() throws InterruptedException {
        RunScheduler first = replica("first", 1);
        orders.add(Jobs.training("t-1", clock.instant()));
        first.tick();
        String uid = job(T1).getMetadata().getUid();
        // The Job is there before its creator knows. A start that ends between the two does not count.
        await(() -> cluster.requests().stream().anyMatch(request -> request.matches("GET .*/pods[?].*")));

        for (int restart = 1; restart <= 3; restart++) {
            replicas.get(replicas.size() - 1).stop(null);
            RunScheduler next = replica("first", 1);
            next.tick();
            int turn = restart + 1;
            await(() -> store.exists(T1.lease(turn)));
        }

        assertThat(cluster.job(T1).getMetadata().getUid()).isEqualTo(uid);
        assertThat(new String(store.get(T1.attempts()), UTF_8)).isEqualTo("{\"attempts\":1}");
        // The worker follows from its turn to the present one, as each continues the one before.
        for (int turn = 2; turn <= 4; turn++) {
            assertThat(Json.read(store.get(T1.lease(turn)), LeaseRecord.class).continues())
                    .isEqualTo(turn - 1);
        }
        finish(cluster.job(T1), "t-1");
        await(() -> handler.ends().size() == 1);
    }

    @Test
    void shouldBeginAFailedJobOnceMoreAndThenSayWhy() {
        RunScheduler replica = replica("first", 1);
        orders.add(Jobs.training("t-1", clock.instant()));
        replica.tick();

        Job first = job(T1);
        crash(first);
        await(() -> {
            Job second = cluster.job(T1);
            return second != null
                    && !second.getMetadata().getUid().equals(first.getMetadata().getUid());
        });
        crash(cluster.job(T1));

        await(() -> handler.ends().size() == 1);
        assertThat(handler.restarts()).singleElement().asString().contains("thorax.training.kubernetes.memory");
        assertThat(handler.ends().get(0).failure()).contains("needed more memory than its container has (8Gi)");
    }

    @Test
    void shouldDeleteTheJobOfACancelledTraining() {
        RunScheduler replica = replica("first", 1, Duration.ofSeconds(15));
        orders.add(Jobs.training("t-1", clock.instant()));
        replica.tick();
        cluster.startPod(job(T1));

        handler.cancel(Jobs.progress("t-1", State.CANCELLED, 1, clock.instant()));

        await(() -> handler.ends().size() == 1 && cluster.jobs().isEmpty());
        assertThat(handler.ends().get(0).progress().state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void shouldTellPeopleWhyTheClusterTakesNoJobAndCountNoAttempt() {
        RunScheduler replica = replica("first", 1);
        cluster.failWith(403, "jobs.batch is forbidden");
        orders.add(Jobs.training("t-1", clock.instant()));

        replica.tick();
        await(() -> handler.postponements().size() == 1);
        assertThat(handler.postponements().get(0))
                .contains("403: jobs.batch is forbidden")
                .contains("let the service account of training-service get, create and delete Jobs");
        await(() -> new String(store.get(T1.attempts()), UTF_8).equals("{\"attempts\":0}"));
        cluster.recover();

        await(() -> {
            clock.advance(PAUSE);
            replica.tick();
            return cluster.jobs().size() == 1;
        });
    }

    @Test
    void shouldNotStartASecondWorkerWhileItCannotAskTheCluster() throws InterruptedException {
        RunScheduler first = replica("first", 1);
        orders.add(Jobs.training("t-1", clock.instant()));
        first.tick();
        String uid = job(T1).getMetadata().getUid();
        first.stop(null);
        cluster.failWith(500, "etcdserver: no leader");

        RunScheduler restarted = replica("first", 1);
        restarted.tick();
        assertThat(store.exists(T1.lease(2))).isFalse();
        cluster.recover();
        clock.advance(PAUSE);
        restarted.tick();

        await(() -> store.exists(T1.lease(2)));
        assertThat(cluster.job(T1).getMetadata().getUid()).isEqualTo(uid);
    }

    private void crash(Job job) {
        cluster.endPod(cluster.startPod(job), 137, "OOMKilled");
        cluster.endJob(job, "Failed");
    }

    private void finish(Job job, String id) {
        String pod = cluster.startPod(job);
        cluster.send(pod, job, Jobs.progress(id, State.DONE, 9, clock.instant().plusSeconds(9)));
        cluster.endPod(pod, 0, "Completed");
        cluster.endJob(job, "Complete");
    }

    private void beginWork(int turn) {
        LeaseRecord lease = new LeaseRecord("worker 1", clock.instant().plus(LEASE), null);
        store.put(T1.worker(turn), Json.write(lease), "application/json");
    }

    private Job job(JobKeys keys) {
        await(() -> cluster.job(keys) != null);
        return cluster.job(keys);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(LONG).until(condition);
    }

    private RunScheduler replica(String name, int maxParallel) {
        return replica(name, maxParallel, LEASE);
    }

    private RunScheduler replica(String name, int maxParallel, Duration lease) {
        WorkerLauncher launcher = cluster.launcher(LONG, clock, Map.of());
        RunScheduler replica = new RunScheduler(
                new JobStore(store, orders, new Attempts(store)),
                new Leases(store, launcher, clock, lease, name),
                launcher,
                new JobHandlers(List.of(handler)),
                maxParallel,
                new Postponements(Backoff.between(PAUSE, PAUSE), clock));
        replicas.add(replica);
        return replica;
    }
}
