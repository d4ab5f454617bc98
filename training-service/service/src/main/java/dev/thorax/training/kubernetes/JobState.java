package dev.thorax.training.kubernetes;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;

/**
 * Job of a worker at one look, with its pods. A disrupted worker has one pod for each of its starts.
 *
 * @param job the Job
 * @param pods its pods, the oldest first
 */
record JobState(Job job, List<Pod> pods) {
    private static final String TRUE = "True";
    private static final String DISRUPTED = "DisruptionTarget";

    /** Sorts the pods. */
    JobState {
        pods = pods.stream()
                .sorted(Comparator.comparing(
                        pod -> pod.getMetadata().getCreationTimestamp(), Comparator.nullsFirst(String::compareTo)))
                .toList();
    }

    /** Returns the condition that ended the Job; empty while it runs. */
    Optional<JobCondition> end() {
        return job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(condition -> TRUE.equals(condition.getStatus())
                                && (condition.getType().equals("Complete")
                                        || condition.getType().equals("Failed")))
                        .findFirst();
    }

    boolean isEnded() {
        return end().isPresent();
    }

    /** Returns whether somebody has deleted the Job, which stays until its pods are gone. */
    boolean isDeleted() {
        return job.getMetadata().getDeletionTimestamp() != null;
    }

    /** Returns the turn that the worker was started for; 0 if the Job names none. */
    int turn() {
        String turn = job.getMetadata().getAnnotations() == null
                ? null
                : job.getMetadata().getAnnotations().get(JobFactory.TURN);
        return turn == null || !turn.matches("[0-9]{1,9}") ? 0 : Integer.parseInt(turn);
    }

    /** Returns when the worker that runs now has begun; empty if none runs. */
    Optional<Instant> runsSince() {
        return pods.stream()
                .flatMap(pod -> container(pod).stream())
                .map(ContainerState::getRunning)
                .filter(running -> running != null && running.getStartedAt() != null)
                .map(running -> Instant.parse(running.getStartedAt()))
                .max(Comparator.naturalOrder());
    }

    /** Returns the newest pod that was not moved elsewhere by the cluster. */
    Optional<Pod> newest() {
        return pods.stream().filter(pod -> !isDisrupted(pod)).reduce((older, newer) -> newer);
    }

    /** Returns the state of the container of a pod; empty if it has none yet. */
    static Optional<ContainerState> container(Pod pod) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getContainerStatuses().stream()
                        .filter(container -> container.getName().equals(ContainerFactory.NAME))
                        .map(ContainerStatus::getState)
                        .filter(Objects::nonNull)
                        .findFirst();
    }

    /** Returns whether the cluster ended a pod for a reason of its own, e.g. because its node is drained. */
    static boolean isDisrupted(Pod pod) {
        return conditions(pod)
                .anyMatch(condition -> DISRUPTED.equals(condition.getType()) && TRUE.equals(condition.getStatus()));
    }

    /** Returns the conditions of a pod. One that has just been made has none. */
    static Stream<PodCondition> conditions(Pod pod) {
        return pod.getStatus() == null ? Stream.empty() : pod.getStatus().getConditions().stream();
    }
}
