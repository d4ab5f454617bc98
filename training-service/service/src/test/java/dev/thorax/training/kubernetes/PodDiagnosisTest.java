package dev.thorax.training.kubernetes;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.worker.WorkerExit;
import dev.thorax.training.run.WorkerCrashException;

import static org.assertj.core.api.Assertions.assertThat;

class PodDiagnosisTest {
    private static final PodDiagnosis DIAGNOSIS = new PodDiagnosis(
            "training",
            Settings.config(
                    Map.of("thorax.training.kubernetes.memory", "12Gi", "thorax.training.worker.memory", "3g")));
    private static final Job JOB =
            new JobBuilder().withNewMetadata().withName("job-1").endMetadata().build();
    private static final Job FAILED = new JobBuilder(JOB)
            .withNewStatus()
            .addNewCondition()
            .withType("Failed")
            .withStatus("True")
            .withReason("DeadlineExceeded")
            .withMessage("Job was active too long")
            .endCondition()
            .endStatus()
            .build();

    @Test
    void shouldTellTheMemoryOfTheContainerFromTheHeap() {
        assertThat(crash(terminated(137, "OOMKilled")))
                .hasMessageStartingWith("The training needed more memory than its container has (12Gi); set"
                        + " thorax.training.kubernetes.memory higher")
                .returns(true, WorkerCrashException::isRetryable);
        assertThat(crash(terminated(3, "Error")))
                .hasMessageStartingWith("The training ran out of heap (3g); set thorax.training.worker.memory higher")
                .returns(false, WorkerCrashException::isRetryable);
    }

    @Test
    void shouldBlameTheNodeThatEvictedThePodAndNotItsExitCode() {
        Pod evicted = new PodBuilder(pod("pod-1", terminated(137, "OOMKilled")))
                .editStatus()
                .withReason("Evicted")
                .withMessage("The node was low on resource: ephemeral-storage.")
                .endStatus()
                .build();

        assertThat(DIAGNOSIS.crash(new JobState(FAILED, List.of(evicted)), ""))
                .hasMessage("The training was evicted from its node (The node was low on resource: ephemeral-storage.);"
                        + " set thorax.training.kubernetes.disk or memory higher.");
    }

    @Test
    void shouldSayThatAWorkerWasInterrupted() {
        assertThat(crash(terminated(WorkerExit.CANCELLED, "Error")).isInterruption())
                .isTrue();
        assertThat(crash(terminated(143, "Error")).isInterruption()).isFalse();
    }

    @Test
    void shouldReadWhatTheJvmWroteAboutItsCrash() {
        JobState state = new JobState(FAILED, List.of(pod("pod-1", terminated(134, "Error"))));

        assertThat(DIAGNOSIS.crash(
                        state, "#  SIGSEGV (0xb) at pc=0x1\n# Problematic frame:\n# C  [libtorch_cpu.so+0x1]  at::add"))
                .hasMessageStartingWith("The training ended in native code (SIGSEGV in libtorch_cpu.so)");
    }

    @Test
    void shouldSayWhyTheJobFailedIfNoWorkerEnded() {
        assertThat(DIAGNOSIS.crash(new JobState(FAILED, List.of()), ""))
                .hasMessage(
                        "The Job of the training failed before its worker ended (DeadlineExceeded: Job was active too"
                                + " long); kubectl describe job job-1 says more.")
                .returns(true, WorkerCrashException::isRetryable);
        assertThat(DIAGNOSIS.crash(
                        new JobState(
                                JOB,
                                List.of(pod(
                                        "pod-1",
                                        new ContainerStateBuilder()
                                                .withNewWaiting()
                                                .endWaiting()
                                                .build()))),
                        ""))
                .hasMessage("The Job of the training failed before its worker ended; kubectl describe job job-1 says"
                        + " more.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ImagePullBackOff",
                "ErrImageNeverPull",
                "InvalidImageName",
                "CreateContainerConfigError",
                "CreateContainerError",
                "RunContainerError"
            })
    void shouldSayThatAWorkerCannotBegin(String reason) {
        assertThat(DIAGNOSIS.stuck(new JobState(JOB, List.of(pod("pod-1", waiting(reason))))))
                .hasValue("The Job job-1 of the training cannot begin (" + reason
                        + ": something is missing); check thorax.training.kubernetes.image, secret and config-map, and that"
                        + " the cluster has them.");
    }

    /** A first failed pull is tried again by the kubelet; then it says ImagePullBackOff. */
    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"ContainerCreating", "PodInitializing", "ErrImagePull"})
    void shouldWaitForWhatMayPass(String reason) {
        assertThat(DIAGNOSIS.stuck(new JobState(JOB, List.of(pod("pod-1", waiting(reason))))))
                .isEmpty();
    }

    @Test
    void shouldWaitForAWorkerThatRunsOrHasNoPod() {
        ContainerState runs = new ContainerStateBuilder()
                .withNewRunning("2026-11-27T09:00:00Z")
                .build();

        assertThat(DIAGNOSIS.stuck(new JobState(JOB, List.of()))).isEmpty();
        assertThat(DIAGNOSIS.stuck(new JobState(
                        JOB,
                        List.of(new PodBuilder(pod("pod-1", runs))
                                .withStatus(null)
                                .build()))))
                .isEmpty();
        assertThat(DIAGNOSIS.stuck(new JobState(JOB, List.of(pod("pod-1", runs)))))
                .isEmpty();
    }

    @Test
    void shouldJudgeByTheNewestPodOnly() {
        Pod old = new PodBuilder(pod("pod-1", waiting("ImagePullBackOff")))
                .editMetadata()
                .withCreationTimestamp("2026-11-27T09:00:00Z")
                .endMetadata()
                .build();
        Pod newer = new PodBuilder(pod("pod-2", waiting("ContainerCreating")))
                .editMetadata()
                .withCreationTimestamp("2026-11-27T09:00:01Z")
                .endMetadata()
                .build();

        assertThat(DIAGNOSIS.stuck(new JobState(JOB, List.of(newer, old)))).isEmpty();
    }

    private static WorkerCrashException crash(ContainerState state) {
        return DIAGNOSIS.crash(new JobState(FAILED, List.of(pod("pod-1", state))), "");
    }

    private static ContainerState terminated(int exit, String reason) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exit)
                .withReason(reason)
                .endTerminated()
                .build();
    }

    private static ContainerState waiting(String reason) {
        return new ContainerStateBuilder()
                .withNewWaiting("something is missing", reason)
                .build();
    }

    private static Pod pod(String name, ContainerState state) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName(ContainerFactory.NAME)
                .withState(state)
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
