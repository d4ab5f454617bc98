package dev.thorax.training.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.thorax.runtime.config.DurationRange;
import dev.thorax.runtime.config.Format;
import dev.thorax.runtime.config.Range;

/** Configures how this service trains. */
@ConfigMapping(prefix = "thorax.training")
public interface TrainingConfig {
    /** The engine that trains where a request names none. */
    @WithDefault("torch")
    String engine();

    /**
     * Threads that an engine computes with; 0 stands for all processors. With 1 the same request gives the same weights, bit by
     * bit, with the same engine on the same kind of processor.
     */
    @WithDefault("0")
    @Range(min = 0, max = 1024)
    int threads();

    /** A folder for decoded scans and copies of backbones; holds pictures of patients, so only this user may read it. */
    @WithDefault("${java.io.tmpdir}/thorax-training-${thorax.instance}")
    Path data();

    /** A folder with weights files of Keras Applications under their own names; copies from afar are kept there, too. */
    @WithDefault("${thorax.training.data}/backbones")
    Path backbones();

    /** Allows fetching weights that are neither in that folder nor in the object store from Keras's published address. */
    @WithDefault("true")
    boolean downloadBackbones();

    /** SHA-256 of weights files that may be used, beside those built in. */
    @Format(
            regex = "[0-9a-fA-F]{64}(,[0-9a-fA-F]{64})*",
            meaning = "SHA-256 digests of 64 hex digits, separated by commas")
    Optional<Set<String>> backboneSha256();

    /** The file of the key that signs versions, Ed25519 in PEM. It must be set, and workers never have it. */
    Optional<Path> signingKey();

    /** A folder whose {@code *.yaml} files are recipes too. */
    Optional<Path> recipes();

    /** The time after which another replica goes on with the training of one that is not heard of. */
    @WithDefault("30s")
    @DurationRange(min = "PT1S", max = "PT1H")
    Duration lease();

    /** The age of a checkpoint at which the next one is kept. */
    @WithDefault("10s")
    @DurationRange(min = "PT0S", max = "PT24H")
    Duration checkpointPause();

    /** Workers that this replica runs at once, at least 1. */
    @WithDefault("1")
    @Range(min = 1, max = 64)
    int maxParallel();

    /** Where workers run: as processes beside this service, or as Jobs of its cluster. */
    @WithDefault("process")
    @Format(regex = "process|kubernetes", meaning = "process or kubernetes")
    String launcher();

    /** The process that trains. */
    Worker worker();

    /** The Jobs of workers in a cluster. */
    Kubernetes kubernetes();

    /** The process that trains. */
    interface Worker {
        /** The folder with its jars and {@code describe.json}; without it, beside this service or in the build. */
        Optional<Path> home();

        /** Its heap, as {@code -Xmx} takes it; what an engine takes outside of the heap comes on top. */
        @WithDefault("1g")
        @Format(regex = "[1-9]\\d{0,11}[kKmMgGtT]?", meaning = "a size as -Xmx takes it, such as 640m or 1g")
        String memory();

        /** More options of its JVM. */
        Optional<List<String>> options();

        /** Environment variables to add to those of the service and of the worker's description. */
        Map<String, String> environment();

        /** The folder for its temporary files. */
        @WithDefault("${thorax.training.data}/workers")
        Path folder();
    }

    /** The Jobs of workers in a cluster. */
    interface Kubernetes {
        /** A quantity of memory or disk as Kubernetes writes it. */
        String SIZE = "[1-9]\\d{0,11}(Ki|Mi|Gi|Ti|k|M|G|T)?";

        /** The image of the worker. Required with that launcher. */
        Optional<String> image();

        /** The processors of a worker, as Kubernetes writes them. */
        @WithDefault("4")
        @Format(regex = "[1-9]\\d{0,3}(\\.\\d{1,3})?|[1-9]\\d{0,6}m", meaning = "processors, such as 4 or 1500m")
        String cpu();

        /** The memory of a worker's container: the heap and what an engine takes outside of it. */
        @WithDefault("8Gi")
        @Format(regex = SIZE, meaning = "a size as Kubernetes writes it, such as 8Gi")
        String memory();

        /** The disk of a worker's container, for decoded scans and a checkpoint. */
        @WithDefault("20Gi")
        @Format(regex = SIZE, meaning = "a size as Kubernetes writes it, such as 20Gi")
        String disk();

        /** GPUs of a training. Comparisons take none. */
        @WithDefault("0")
        @Range(min = 0, max = 16)
        int gpus();

        /** The resource by which the cluster gives GPUs. */
        @WithDefault("nvidia.com/gpu")
        @Format(regex = "[a-z0-9][a-z0-9.-]*/[A-Za-z0-9][A-Za-z0-9._-]*", meaning = "a resource such as nvidia.com/gpu")
        String gpuResource();

        /** Labels that the nodes of trainings must have. */
        @Format(regex = "[^=,]+=[^=,]*(,[^=,]+=[^=,]*)*", meaning = "labels such as pool=gpu, separated by commas")
        Optional<List<String>> nodeSelector();

        /** Taints that trainings tolerate, as {@code kubectl taint} writes them. */
        @Format(
                regex = "[^=:,]+(=[^=:,]*)?(:(NoSchedule|PreferNoSchedule|NoExecute))?"
                        + "(,[^=:,]+(=[^=:,]*)?(:(NoSchedule|PreferNoSchedule|NoExecute))?)*",
                meaning = "taints such as nvidia.com/gpu=present:NoSchedule, separated by commas")
        Optional<List<String>> tolerations();

        /** The local queue of Kueue that decides when a worker starts. */
        @Format(
                regex = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
                meaning = "the name of a local queue, of small letters, digits and hyphens")
        Optional<String> queue();

        /** The service account of workers, which has no rights. */
        Optional<String> serviceAccount();

        /** The secret with the keys of the object store. */
        @WithDefault("thorax-training-worker")
        String secret();

        /** A config map that workers find in {@code /etc/thorax}: recipes and certificates. */
        Optional<String> configMap();

        /** The time for which an ended Job and its log are kept. */
        @WithDefault("24h")
        @DurationRange(min = "PT0S", max = "PT720H")
        Duration keep();
    }
}
