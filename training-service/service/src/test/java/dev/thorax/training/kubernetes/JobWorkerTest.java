package dev.thorax.training.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.training.run.WorkerCrashException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Looks without a pause, in one thread: what is there when it begins, or comes at a certain request, decides how it ends. */
class JobWorkerTest {
    private static final JobKeys JOB = JobKeys.ofTraining("t-1");

    private final FakeCluster cluster = new FakeCluster();
    private final Job job = made();
    private final JobWorker worker = worker(job);
    private final List<Integer> epochs = new ArrayList<>();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldReturnTheLastMessageOfAnEndedJobAndKeepTheJob() throws Exception {
        String pod = cluster.startPod(job);
        cluster.send(pod, job, progress(State.RUNNING, 1));
        cluster.send(pod, job, progress(State.DONE, 2));
        cluster.endPod(pod, 0, "Completed");
        cluster.endJob(job, "Complete");

        assertThat(await().progress().epoch()).isEqualTo(2);
        worker.close();

        assertThat(epochs).containsExactly(1);
        assertThat(cluster.job(JOB)).isNotNull();
    }

    /** A worker that said its last word and hangs in its end holds nobody up. */
    @Test
    void shouldNotWaitForeverForTheEndOfAPodThatGaveItsLastMessage() throws Exception {
        String pod = cluster.startPod(job);
        cluster.send(pod, job, progress(State.DONE, 2));

        assertThat(await().progress().epoch()).isEqualTo(2);
        worker.close();

        assertThat(cluster.job(JOB)).as("it has not ended, so it is deleted").isNull();
    }

    @Test
    void shouldLookOftenForALogThatCannotBeReadBeforeItDoesWithout() {
        String pod = cluster.startPod(job);
        cluster.endPod(pod, 1, "Error");
        cluster.endJob(job, "Failed");
        AtomicInteger reads = new AtomicInteger();
        cluster.fail(request -> {
            if (!request.getPath().contains("/log")) {
                return Optional.empty();
            }
            reads.incrementAndGet();
            return Optional.of(FakeCluster.error(500, "the kubelet does not answer"));
        });

        assertThat(crash()).hasMessageContaining("ended without a result (exit code 1)");
        assertThat(reads).hasValueBetween(10, 30);
    }

    @Test
    void shouldWaitWhileTheServerDoesNotAnswer() throws Exception {
        String pod = cluster.startPod(job);
        cluster.send(pod, job, progress(State.DONE, 2));
        cluster.endPod(pod, 0, "Completed");
        cluster.endJob(job, "Complete");
        AtomicInteger requests = new AtomicInteger();
        cluster.fail(request -> requests.incrementAndGet() <= 40
                ? Optional.of(FakeCluster.error(503, "the server is overloaded"))
                : Optional.empty());

        assertThat(await().progress().epoch()).isEqualTo(2);
        assertThat(requests).hasValueGreaterThan(40);
    }

    @Test
    void shouldSayThatTheJobWasDeleted() {
        cluster.client().batch().v1().jobs().withName(JobFactory.name(JOB)).delete();

        assertThat(crash())
                .hasMessage("The Job " + JobFactory.name(JOB)
                        + " of the training was deleted in the cluster; to end a training, cancel it instead.")
                .returns(true, WorkerCrashException::isRetryable);
    }

    @Test
    void shouldNeitherFollowNorDeleteAnotherJobOfItsName() {
        JobWorker former = worker(new JobBuilder(job)
                .editMetadata()
                .withUid("uid-of-the-former")
                .endMetadata()
                .build());

        assertThat(catchThrowableOfType(WorkerCrashException.class, () -> former.await(progress -> {})))
                .hasMessageContaining("was deleted in the cluster");
        former.close();

        assertThat(cluster.job(JOB)).isNotNull();
    }

    @Test
    void shouldSayWhatHoldsAPodBackForGood() throws Exception {
        cluster.startPod(
                job,
                new ContainerStateBuilder()
                        .withNewWaiting("no such image", "ImagePullBackOff")
                        .build());

        assertThat(await().unable()).contains("cannot begin (ImagePullBackOff: no such image)");
    }

    @Test
    void shouldEndTheWaitingWhenItIsKilledAndDeleteTheJob() {
        cluster.startPod(job);
        worker.kill();

        assertThat(crash()).hasMessage("The training was stopped.").returns(true, WorkerCrashException::isInterruption);
        worker.close();

        assertThat(cluster.job(JOB)).isNull();
    }

    @Test
    void shouldCloseThoughTheServerDoesNotAnswer() {
        worker.kill();
        crash();
        cluster.failWith(503, "the server is overloaded");

        worker.close();

        cluster.recover();
        assertThat(cluster.job(JOB)).isNotNull();
    }

    @Test
    void shouldReadTheCrashOfTheJvmFromTheLog() {
        String pod = cluster.startPod(job);
        cluster.write(pod, "before\n#  SIGILL (0x4) at pc=0x1\n# more\n");
        cluster.endPod(pod, 132, "Error");
        cluster.endJob(job, "Failed");

        assertThatThrownBy(this::await).hasMessageStartingWith("The training ended in native code (SIGILL)");
    }

    private WorkerMessage await() throws WorkerCrashException, InterruptedException {
        return worker.await(progress -> epochs.add(progress.epoch()));
    }

    private WorkerCrashException crash() {
        return catchThrowableOfType(WorkerCrashException.class, this::await);
    }

    private Job made() {
        cluster.launcher(Duration.ofSeconds(60), Clock.systemUTC(), Map.of()).start(JOB, 1);
        return cluster.job(JOB);
    }

    private JobWorker worker(Job followed) {
        return new JobWorker(
                new Cluster(cluster::client),
                new PodDiagnosis("training", Settings.config(Map.of())),
                followed,
                FakeCluster.launch(followed).mark(),
                Duration.ZERO);
    }

    private static WorkerMessage progress(State state, int epoch) {
        return WorkerMessage.of(new TrainingProgress(
                "t-1", state, "convnet50", epoch, 9, null, null, null, "Epoch " + epoch, Instant.now()));
    }
}
