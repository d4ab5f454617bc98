package dev.thorax.training.kubernetes;

import java.util.Optional;
import java.util.Set;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;

import dev.thorax.training.config.TrainingConfig;
import dev.thorax.training.run.WorkerCrashException;
import dev.thorax.training.run.WorkerExitDiagnosis;

/**
 * Explains in a sentence why a worker in a cluster ended without a last message, or cannot begin.
 *
 * @param kind what it works on, e.g. {@code training}
 * @param config the limits of its container
 */
record PodDiagnosis(String kind, TrainingConfig config) {
    /** Reasons for which a container waits that do not pass by themselves. */
    private static final Set<String> STUCK = Set.of(
            "ImagePullBackOff",
            "ErrImageNeverPull",
            "InvalidImageName",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError");

    private static final String OUT_OF_MEMORY = "OOMKilled";
    private static final String EVICTED = "Evicted";

    /**
     * Returns why an ended Job has no result.
     *
     * @param crash the lines that its JVM wrote about a crash, or empty
     */
    WorkerCrashException crash(JobState state, String crash) {
        Optional<Pod> pod = state.newest();
        Optional<ContainerStateTerminated> end =
                pod.flatMap(JobState::container).map(ContainerState::getTerminated);
        Optional<PodStatus> evicted = pod.map(Pod::getStatus).filter(status -> EVICTED.equals(status.getReason()));
        if (evicted.isPresent()) {
            return new WorkerCrashException(
                    "The " + kind + " was evicted from its node ("
                            + evicted.get().getMessage()
                            + "); set thorax.training.kubernetes.disk or memory higher.",
                    true);
        }
        if (end.isEmpty()) {
            return new WorkerCrashException(
                    "The Job of the " + kind + " failed before its worker ended"
                            + state.end()
                                    .map(failed -> " (" + failed.getReason() + ": " + failed.getMessage() + ")")
                                    .orElse("")
                            + "; kubectl describe job "
                            + state.job().getMetadata().getName() + " says more.",
                    true);
        }
        if (OUT_OF_MEMORY.equals(end.get().getReason())) {
            return new WorkerCrashException(
                    "The " + kind + " needed more memory than its container has ("
                            + config.kubernetes().memory()
                            + "); set thorax.training.kubernetes.memory higher, or ask for it with a smaller data set or batch.",
                    true);
        }
        return WorkerExitDiagnosis.of(
                kind, end.get().getExitCode(), config.worker().memory(), crash);
    }

    /** Returns why the worker cannot begin until somebody does something; empty if that is not so. */
    Optional<String> stuck(JobState state) {
        return state.newest()
                .flatMap(JobState::container)
                .map(ContainerState::getWaiting)
                .filter(waiting -> waiting.getReason() != null && STUCK.contains(waiting.getReason()))
                .map(waiting -> sentence(state, waiting));
    }

    private String sentence(JobState state, ContainerStateWaiting waiting) {
        return "The Job " + state.job().getMetadata().getName() + " of the " + kind + " cannot begin ("
                + waiting.getReason() + ": " + waiting.getMessage()
                + "); check thorax.training.kubernetes.image, secret and config-map, and that the cluster has them.";
    }
}
