package dev.thorax.training.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.WorkerExit;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.training.run.RunningWorker;
import dev.thorax.training.run.WorkerCrashException;
import dev.thorax.training.run.WorkerLauncher;
import dev.thorax.training.run.WorkerUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KubernetesWorkerLauncherTest {
    private static final JobKeys JOB = JobKeys.ofTraining("t-1");
    private static final Duration LONG = Duration.ofSeconds(60);

    private final FakeCluster cluster = new FakeCluster();
    private final WorkerLauncher launcher = launcher(LONG);
    private final List<Integer> epochs = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldReturnTheResultOfAJobAndKeepItForItsLog() throws Exception {
        RunningWorker worker = launcher.start(JOB, 1);
        CompletableFuture<WorkerMessage> end = await(worker);
        Job job = cluster.job(JOB);
        String pod = cluster.startPod(job);
        cluster.write(pod, "A library says something\n");
        cluster.send(pod, job, progress(State.RUNNING, 1));
        awaitEpochs(1);
        cluster.write(pod, "half a line of native code");
        cluster.send(pod, job, progress(State.RUNNING, 2));
        awaitEpochs(1, 2);
        cluster.send(pod, job, progress(State.DONE, 3));
        cluster.endPod(pod, 0, "Completed");
        cluster.endJob(job, "Complete");

        assertThat(end.get(60, TimeUnit.SECONDS).progress().state()).isEqualTo(State.DONE);
        worker.close();
        assertThat(epochs).containsExactly(1, 2);
        assertThat(cluster.job(JOB)).isNotNull();
        assertThat(cluster.requests())
                .noneMatch(request -> request.contains("watch=true") || request.contains("follow"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            137 | OOMKilled | | The training needed more memory than its container has (8Gi); set thorax.training.kubernetes.memory
            3 | Error | | The training ran out of heap (1g)
            134 | Error | '#  SIGSEGV (0xb) at pc=0x1' | The training ended in native code (SIGSEGV)
            1 | Error | | The training's process ended without a result (exit code 1)
            0 | Completed | | The training's process ended without a result (exit code 0)
            """)
    void shouldExplainAFailedJob(int exit, String reason, String line, String sentence) {
        CompletableFuture<WorkerMessage> end = await(launcher.start(JOB, 1));
        String pod = cluster.startPod(cluster.job(JOB));
        cluster.write(pod, line == null ? "" : line + "\n# and more\n");
        cluster.endPod(pod, exit, reason);
        cluster.endJob(cluster.job(JOB), exit == 0 ? "Complete" : "Failed");

        assertThat(crash(end)).hasMessageStartingWith(sentence).matches(crash -> !crash.isInterruption());
    }

    @Test
    void shouldExplainAnEvictionAndAJobWithoutAPod() {
        CompletableFuture<WorkerMessage> evicted = await(launcher.start(JOB, 1));
        String pod = cluster.startPod(cluster.job(JOB));
        cluster.endPod(pod, 137, "Error");
        cluster.edit(pod, old -> new PodBuilder(old)
                .editStatus()
                .withReason("Evicted")
                .withMessage("Usage of EmptyDir volume exceeds the limit")
                .endStatus()
                .build());
        cluster.endJob(cluster.job(JOB), "Failed");
        assertThat(crash(evicted))
                .hasMessageContaining("Usage of EmptyDir volume exceeds the limit")
                .hasMessageContaining("thorax.training.kubernetes.disk");

        JobKeys other = JobKeys.ofTraining("t-2");
        CompletableFuture<WorkerMessage> none = await(launcher.start(other, 1));
        cluster.endJob(cluster.job(other), "Failed");
        assertThat(crash(none))
                .hasMessageContaining("BackoffLimitExceeded")
                .hasMessageContaining("kubectl describe job");
    }

    @Test
    void shouldSayThatAWorkerEndedBecauseItMayNotGoOn() {
        CompletableFuture<WorkerMessage> end = await(launcher.start(JOB, 1));
        cluster.endPod(cluster.startPod(cluster.job(JOB)), WorkerExit.LEASE_LOST, "Error");
        cluster.endJob(cluster.job(JOB), "Failed");

        assertThat(crash(end).isInterruption()).isTrue();
    }

    @Test
    void shouldFollowAWorkerToTheNextNodeWhenItsNodeIsDrained() throws Exception {
        CompletableFuture<WorkerMessage> end = await(launcher.start(JOB, 1));
        Job job = cluster.job(JOB);
        String first = cluster.startPod(job);
        cluster.send(first, job, progress(State.RUNNING, 1));
        awaitEpochs(1);
        cluster.disrupt(first);
        awaitLooks();
        assertThat(end).isNotDone();

        String second = cluster.startPod(job);
        cluster.send(second, job, progress(State.RUNNING, 2));
        awaitEpochs(1, 2);
        cluster.send(second, job, progress(State.DONE, 3));
        cluster.endPod(second, 0, "Completed");
        cluster.endJob(job, "Complete");

        assertThat(end.get(60, TimeUnit.SECONDS).progress().epoch()).isEqualTo(3);
    }

    @Test
    void shouldDeleteTheJobOfAKilledWorkerWithItsPods() {
        RunningWorker worker = launcher.start(JOB, 1);
        CompletableFuture<WorkerMessage> end = await(worker);
        cluster.startPod(cluster.job(JOB));
        List<String> bodies = new CopyOnWriteArrayList<>();
        cluster.fail(request -> {
            if (request.getMethod().equals("DELETE")) {
                bodies.add(request.getUtf8Body());
            }
            return Optional.empty();
        });

        worker.kill();

        assertThat(crash(end).isInterruption()).isTrue();
        worker.close();
        assertThat(cluster.job(JOB)).isNull();
        assertThat(bodies).singleElement().asString().contains("\"propagationPolicy\":\"Foreground\"");
    }

    @Test
    void shouldNeverDeleteTheJobOfAnotherReplica() {
        RunningWorker worker = launcher.start(JOB, 1);
        CompletableFuture<WorkerMessage> end = await(worker);
        launcher.start(JOB, 2);

        assertThat(crash(end))
                .hasMessageContaining("was deleted in the cluster; to end a training, cancel it instead.");
        worker.close();

        assertThat(new JobState(cluster.job(JOB), List.of()).turn()).isEqualTo(2);
    }

    @Test
    void shouldMakeOneJobHoweverManyReplicasTryAndReplaceNoneOfALaterTurn() {
        launcher.start(JOB, 2);
        String uid = cluster.job(JOB).getMetadata().getUid();

        launcher.start(JOB, 2);
        assertThat(cluster.jobs()).hasSize(1);
        assertThat(cluster.job(JOB).getMetadata().getUid()).isEqualTo(uid);

        assertThatThrownBy(() -> launcher(LONG).start(JOB, 1))
                .isInstanceOf(WorkerUnavailableException.class)
                .hasMessageContaining("belongs to a later turn of another replica");
        assertThat(cluster.job(JOB).getMetadata().getUid()).isEqualTo(uid);

        launcher.start(JOB, 3);
        assertThat(cluster.jobs()).hasSize(1);
        assertThat(cluster.job(JOB).getMetadata().getUid()).isNotEqualTo(uid);
    }

    @Test
    void shouldStartTheNextWorkerOnlyWhenTheLastOneIsGone() {
        launcher.start(JOB, 1);
        cluster.endJob(cluster.job(JOB), "Failed");
        cluster.fail(request -> request.getMethod().equals("DELETE")
                ? Optional.of(FakeCluster.error(202, "It is deleted when its pods are gone"))
                : Optional.empty());

        assertThatThrownBy(() -> launcher.start(JOB, 1))
                .isInstanceOf(WorkerUnavailableException.class)
                .hasMessageContaining("is still ending");
        assertThat(cluster.jobs()).hasSize(1);
    }

    @Test
    void shouldAdoptAJobAndReadAllItsMessagesAgain() throws Exception {
        launcher.start(JOB, 1);
        Job job = cluster.job(JOB);
        String pod = cluster.startPod(job);
        cluster.send(pod, job, progress(State.RUNNING, 1));

        WorkerLauncher other = launcher(LONG);
        CompletableFuture<WorkerMessage> end = await(other.adopt(JOB, 1).orElseThrow());
        awaitEpochs(1);
        cluster.send(pod, job, progress(State.DONE, 2));
        cluster.endJob(job, "Complete");

        assertThat(end.get(60, TimeUnit.SECONDS).progress().epoch()).isEqualTo(2);
        assertThat(other.adopt(JobKeys.ofTraining("t-2"), 1)).isEmpty();
        assertThat(other.isTied()).isFalse();
    }

    @Test
    void shouldFindAWorkerThatWaitsForItsNodeButNoneThatIsStuckOrEnded() {
        assertThat(launcher.findWaiting(JOB)).isEmpty();
        launcher.start(JOB, 1);
        assertThat(launcher.findWaiting(JOB)).isPresent();

        String pod = cluster.startPod(cluster.job(JOB));
        assertThat(launcher.findWaiting(JOB)).isPresent();
        Instant longAgo = Instant.now().minus(Duration.ofMinutes(10));
        cluster.state(
                pod,
                new ContainerStateBuilder().withNewRunning(longAgo.toString()).build());
        assertThat(launcher.findWaiting(JOB)).isEmpty();

        cluster.disrupt(pod);
        assertThat(launcher.findWaiting(JOB)).isPresent();
        cluster.endJob(cluster.job(JOB), "Failed");
        assertThat(launcher.findWaiting(JOB)).isEmpty();
    }

    @Test
    void shouldPostponeAJobWhoseContainerCannotBegin() throws Exception {
        CompletableFuture<WorkerMessage> end = await(launcher.start(JOB, 1));
        cluster.startPod(
                cluster.job(JOB),
                new ContainerStateBuilder()
                        .withNewWaiting("secret \"thorax-training-worker\" not found", "CreateContainerConfigError")
                        .build());

        assertThat(end.get(60, TimeUnit.SECONDS).unable())
                .contains("cannot begin (CreateContainerConfigError: secret \"thorax-training-worker\" not found)")
                .contains("check thorax.training.kubernetes.image, secret and config-map");
    }

    @Test
    void shouldWaitWhileAQueueOrTheSchedulerHoldsTheJobBack() {
        CompletableFuture<WorkerMessage> end =
                await(launcher(LONG, Map.of("thorax.training.kubernetes.queue", "trainings"))
                        .start(JOB, 1));
        assertThat(cluster.job(JOB).getSpec().getSuspend()).isTrue();
        awaitLooks();
        cluster.client().batch().v1().jobs().withName(JobFactory.name(JOB)).edit(job -> new JobBuilder(job)
                .editSpec()
                .withSuspend(false)
                .endSpec()
                .build());
        String pod = cluster.startPod(cluster.job(JOB), null);
        cluster.edit(pod, old -> new PodBuilder(old)
                .withNewStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withMessage("0/3 nodes are available")
                .endCondition()
                .endStatus()
                .build());
        awaitLooks();

        assertThat(end).isNotDone();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            403 | jobs.batch is forbidden | let the service account of training-service get, create and delete Jobs
            403 | exceeded quota: gpus | when the quota of the namespace has room
            422 | spec.template: Invalid value | correct the keys thorax.training.kubernetes.*
            500 | etcdserver: request timed out | it is tried again by itself when the API server answers
            503 | the server is overloaded | it is tried again by itself when the API server answers
            """)
    void shouldSayWhatToDoIfTheClusterMakesNoJob(int code, String message, String advice) {
        cluster.failWith(code, message);

        assertThatThrownBy(() -> launcher.start(JOB, 1))
                .isInstanceOf(WorkerUnavailableException.class)
                .hasMessageStartingWith("The cluster did not create the Job thorax-training-")
                .hasMessageContaining("(" + code + ": " + message)
                .hasMessageContaining(advice);
        assertThatThrownBy(() -> launcher.adopt(JOB, 1)).isInstanceOf(WorkerUnavailableException.class);
        assertThatThrownBy(() -> launcher.findWaiting(JOB)).isInstanceOf(WorkerUnavailableException.class);
    }

    @Test
    void shouldGiveUpACallToAServerThatHangsOrIsAway() {
        WorkerLauncher impatient = launcher(Duration.ofMillis(500));
        cluster.hang();
        assertThatThrownBy(() -> impatient.start(JOB, 1))
                .isInstanceOf(WorkerUnavailableException.class)
                .hasMessageContaining("it is tried again by itself when the API server answers");

        cluster.close();
        assertThatThrownBy(() -> launcher(LONG).start(JOB, 1))
                .isInstanceOf(WorkerUnavailableException.class)
                .hasMessageContaining("it is tried again by itself when the API server answers");
    }

    @ParameterizedTest
    @CsvSource({"403", "500", "0"})
    void shouldGoOnFollowingAWorkerWhenTheServerAnswersAgain(int code) throws Exception {
        CompletableFuture<WorkerMessage> end =
                await(launcher(Duration.ofSeconds(5)).start(JOB, 1));
        Job job = cluster.job(JOB);
        String pod = cluster.startPod(job);
        cluster.send(pod, job, progress(State.RUNNING, 1));
        awaitEpochs(1);
        if (code == 0) {
            cluster.hang();
        } else {
            cluster.failWith(code, "no");
        }
        awaitLooks();
        cluster.send(pod, job, progress(State.RUNNING, 2));
        assertThat(end).isNotDone();

        cluster.recover();
        awaitEpochs(1, 2);
        cluster.send(pod, job, progress(State.DONE, 3));
        cluster.endJob(job, "Complete");

        assertThat(end.get(60, TimeUnit.SECONDS).progress().epoch()).isEqualTo(3);
    }

    @Test
    void shouldDoWithoutALogThatCannotBeRead() {
        CompletableFuture<WorkerMessage> end = await(launcher.start(JOB, 1));
        Job job = cluster.job(JOB);
        String pod = cluster.startPod(job);
        cluster.fail(request -> request.getPath().contains("/log")
                ? Optional.of(FakeCluster.error(500, "the kubelet does not answer"))
                : Optional.empty());
        cluster.endPod(pod, 0, "Completed");
        cluster.endJob(job, "Complete");

        // The scheduler then looks for the result in the store.
        assertThat(crash(end)).hasMessageContaining("ended without a result");
    }

    private void awaitLooks() {
        int before = cluster.requests().size();
        Awaitility.await().atMost(LONG).until(() -> cluster.requests().size() >= before + 6);
    }

    private void awaitEpochs(Integer... expected) {
        Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(epochs).containsExactly(expected));
    }

    private WorkerLauncher launcher(Duration timeout) {
        return launcher(timeout, Map.of());
    }

    private WorkerLauncher launcher(Duration timeout, Map<String, String> settings) {
        return cluster.launcher(timeout, Clock.systemUTC(), settings);
    }

    private CompletableFuture<WorkerMessage> await(RunningWorker worker) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return worker.await(progress -> epochs.add(progress.epoch()));
            } catch (WorkerCrashException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static WorkerCrashException crash(CompletableFuture<WorkerMessage> end) {
        Awaitility.await().atMost(LONG).until(end::isDone);
        return (WorkerCrashException)
                end.handle((message, failure) -> failure.getCause()).join();
    }

    private static WorkerMessage progress(State state, int epoch) {
        return WorkerMessage.of(new TrainingProgress(
                "t-1", state, "convnet50", epoch, 9, null, null, null, "Epoch " + epoch, Instant.now()));
    }
}
