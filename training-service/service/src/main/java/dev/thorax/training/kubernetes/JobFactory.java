package dev.thorax.training.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.training.config.TrainingConfig;

/**
 * Describes the Jobs of workers. A Job fails with its first pod: this service counts the starts of a worker. Only a pod that the
 * cluster ends for a reason of its own is replaced by the cluster, and does not count.
 */
final class JobFactory {
    /** Annotation with the turn that a worker is started for. */
    static final String TURN = "thorax.dev/turn";
    /** Label of a worker's pods with the name of its Job. */
    static final String JOB = "thorax.dev/job";

    private static final String TRAINING = "training";
    private static final String QUEUE = "kueue.x-k8s.io/queue-name";
    private static final int DIGITS = 20;
    private static final long USER = 10001;
    /** What a worker writes is whole at any time, so it needs no time to end. */
    private static final long GRACE_SECONDS = 5;

    private final TrainingConfig.Kubernetes config;
    private final ContainerFactory containers;

    JobFactory(TrainingConfig.Kubernetes config, ContainerFactory containers) {
        this.config = config;
        this.containers = containers;
    }

    /** Returns the name of the one Job that a job can have at a time. It tells nothing of a training's id. */
    static String name(JobKeys job) {
        return "thorax-" + job.kind() + "-" + Sha256.of(job.order()).substring(0, DIGITS);
    }

    static boolean isTraining(JobKeys job) {
        return job.kind().equals(TRAINING);
    }

    /**
     * Returns the Job of one worker.
     *
     * @param turn the turn that it works for
     * @param mark begins each of its messages
     */
    Job job(JobKeys job, int turn, String mark) {
        Map<String, String> labels = labels(job);
        Map<String, String> podLabels = new TreeMap<>(labels);
        podLabels.put(JOB, name(job));
        config.queue().ifPresent(queue -> labels.put(QUEUE, queue));
        return new JobBuilder()
                .withNewMetadata()
                .withName(name(job))
                .withLabels(labels)
                .withAnnotations(Map.of(TURN, String.valueOf(turn)))
                .endMetadata()
                .withNewSpec()
                .withParallelism(1)
                .withCompletions(1)
                .withBackoffLimit(0)
                .withPodReplacementPolicy("Failed")
                .withSuspend(config.queue().isPresent() ? Boolean.TRUE : null)
                .withTtlSecondsAfterFinished(Math.toIntExact(config.keep().toSeconds()))
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition("True", "DisruptionTarget")
                .endRule()
                .endPodFailurePolicy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(podLabels)
                .endMetadata()
                .withSpec(pod(job, turn, mark))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Map<String, String> labels(JobKeys job) {
        return new TreeMap<>(Map.of(
                "app.kubernetes.io/name", "thorax-training-worker",
                "app.kubernetes.io/component", job.kind(),
                "app.kubernetes.io/part-of", "thorax",
                "app.kubernetes.io/managed-by", "thorax-training"));
    }

    private PodSpec pod(JobKeys job, int turn, String mark) {
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withServiceAccountName(config.serviceAccount().orElse(null))
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNodeSelector(isTraining(job) ? nodeSelector() : null)
                .withTolerations(isTraining(job) ? tolerations() : List.of())
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(containers.container(job, turn, mark))
                .withVolumes(volumes())
                .build();
    }

    private List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(new VolumeBuilder()
                .withName(ContainerFactory.SCRATCH)
                .withNewEmptyDir()
                .withNewSizeLimit(config.disk())
                .endEmptyDir()
                .build());
        config.configMap()
                .ifPresent(name -> volumes.add(new VolumeBuilder()
                        .withName(ContainerFactory.FILES)
                        .withNewConfigMap()
                        .withName(name)
                        .endConfigMap()
                        .build()));
        return volumes;
    }

    private Map<String, String> nodeSelector() {
        return config.nodeSelector()
                .map(labels -> labels.stream()
                        .map(label -> label.split("=", 2))
                        .collect(Collectors.toMap(label -> label[0].strip(), label -> label[1].strip())))
                .orElse(null);
    }

    private List<Toleration> tolerations() {
        return config.tolerations().orElse(List.of()).stream()
                .map(JobFactory::toleration)
                .toList();
    }

    /** Reads {@code key=value:Effect}, as {@code kubectl taint} writes it. Without a value any is tolerated. */
    private static Toleration toleration(String taint) {
        String[] parts = taint.strip().split(":", 2);
        String[] label = parts[0].split("=", 2);
        return new Toleration(
                parts.length == 1 ? null : parts[1],
                label[0],
                label.length == 1 ? "Exists" : "Equal",
                null,
                label.length == 1 ? null : label[1]);
    }
}
