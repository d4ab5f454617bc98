package dev.thorax.training.kubernetes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.thorax.training.run.WorkerUnavailableException;

import static java.net.HttpURLConnection.HTTP_CONFLICT;

/**
 * Asks the API server about the Jobs of this namespace. Each call is one look that ends in the time of a request: nothing is
 * watched, so nothing can fall silent. A failure is a {@link WorkerUnavailableException}.
 */
final class Cluster {
    private final Supplier<KubernetesClient> client;

    /** @param client gives the client at the first call */
    Cluster(Supplier<KubernetesClient> client) {
        this.client = client;
    }

    /** Creates a Job. Returns it as the cluster has it; empty if one of its name is there. */
    Optional<Job> create(Job job) {
        try {
            return Optional.of(client.get().batch().v1().jobs().resource(job).create());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HTTP_CONFLICT) {
                return Optional.empty();
            }
            throw ClusterFailures.of("create the Job " + job.getMetadata().getName(), e);
        }
    }

    /** Returns the Job of a name with its pods; empty if there is none. */
    Optional<JobState> find(String name) {
        try {
            return Optional.ofNullable(
                            client.get().batch().v1().jobs().withName(name).get())
                    .map(job -> new JobState(job, pods(job)));
        } catch (KubernetesClientException e) {
            throw ClusterFailures.of("read the Job " + name, e);
        }
    }

    private List<Pod> pods(Job job) {
        return client.get().pods().withLabel(JobFactory.JOB, job.getMetadata().getName()).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream().anyMatch(owner -> owner.getUid()
                        .equals(job.getMetadata().getUid())))
                .toList();
    }

    /** Deletes the Job of a name. It stays until its pods are gone, so that no two workers of a job can run. */
    void delete(String name) {
        try {
            client.get()
                    .batch()
                    .v1()
                    .jobs()
                    .withName(name)
                    .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                    .delete();
        } catch (KubernetesClientException e) {
            throw ClusterFailures.of("delete the Job " + name, e);
        }
    }

    /**
     * Returns the lines in the log of a pod that begin with {@code mark}.
     *
     * @param since lines before it may be left out, or null
     */
    List<String> lines(String pod, Instant since, String mark) {
        String from = since == null ? "" : "&sinceTime=" + since.truncatedTo(ChronoUnit.SECONDS);
        try {
            // The client's own call for logs watches the pod until it is ready.
            String log = client.get()
                    .raw("/api/v1/namespaces/" + client.get().getNamespace() + "/pods/" + pod + "/log?container="
                            + ContainerFactory.NAME + from);
            return log == null
                    ? List.of()
                    : log.lines().filter(line -> line.startsWith(mark)).toList();
        } catch (KubernetesClientException e) {
            throw ClusterFailures.of("read the log of the pod " + pod, e);
        }
    }
}
