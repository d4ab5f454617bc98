package dev.thorax.training.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.WorkerDescription;
import dev.thorax.contracts.worker.WorkerEnvironment;
import dev.thorax.contracts.worker.WorkerLaunch;
import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.training.config.TrainingConfig;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Describes the container of a worker. Its image begins with the JVM of the worker, and gets the main class and the key of the
 * order as arguments. All else is in its environment, and the keys of the store only as references to a secret.
 */
final class ContainerFactory {
    static final String NAME = "worker";
    static final String SCRATCH = "scratch";
    static final String FILES = "files";
    /** The only folder that a worker can write to. */
    static final String SCRATCH_FOLDER = "/tmp";

    static final String FILES_FOLDER = "/etc/thorax";

    private static final Path FOLDER = Path.of(SCRATCH_FOLDER, "thorax");

    private final TrainingConfig config;
    private final WorkerDescription worker;
    private final WorkerSettings settings;
    private final Map<String, String> environment;

    /**
     * Describes containers of workers.
     *
     * @param settings the settings of a local worker
     * @param environment variables of a local worker, beside those of its description
     */
    ContainerFactory(
            TrainingConfig config, WorkerDescription worker, WorkerSettings settings, Map<String, String> environment) {
        this.config = config;
        this.worker = worker;
        this.settings = settings;
        this.environment = environment;
    }

    /** Returns the container of one worker. */
    Container container(JobKeys job, int turn, String mark) {
        Map<String, Quantity> resources = resources(job);
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(config.kubernetes().image().orElseThrow())
                .withImagePullPolicy("IfNotPresent")
                .withArgs(worker.mainClass(), job.order())
                .withEnv(variables(turn, mark))
                .withVolumeMounts(mounts())
                .withNewResources()
                .withRequests(resources)
                .withLimits(resources)
                .endResources()
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .build();
    }

    private Map<String, Quantity> resources(JobKeys job) {
        TrainingConfig.Kubernetes kubernetes = config.kubernetes();
        Map<String, Quantity> resources = new TreeMap<>(Map.of(
                "cpu", new Quantity(kubernetes.cpu()),
                "memory", new Quantity(kubernetes.memory()),
                "ephemeral-storage", new Quantity(kubernetes.disk())));
        if (kubernetes.gpus() > 0 && JobFactory.isTraining(job)) {
            resources.put(kubernetes.gpuResource(), new Quantity(String.valueOf(kubernetes.gpus())));
        }
        return resources;
    }

    private List<EnvVar> variables(int turn, String mark) {
        WorkerLaunch launch = new WorkerLaunch(inCluster(), turn, FOLDER.resolve("job"), null, mark);
        Map<String, String> plain = new TreeMap<>();
        plain.put("OMP_NUM_THREADS", String.valueOf(threads()));
        plain.putAll(worker.environment());
        plain.putAll(environment);
        plain.put("JDK_JAVA_OPTIONS", options());
        plain.put(WorkerEnvironment.LAUNCH, new String(Json.write(launch), UTF_8));
        List<EnvVar> variables = plain.entrySet().stream()
                .map(variable -> new EnvVar(variable.getKey(), variable.getValue(), null))
                .collect(Collectors.toCollection(ArrayList::new));
        variables.add(secret(WorkerEnvironment.ACCESS_KEY));
        variables.add(secret(WorkerEnvironment.SECRET_KEY));
        if (settings.store().encryptionKeys() != null) {
            // Not optional: a worker without the keys would write what must be encrypted.
            variables.add(secret(WorkerEnvironment.ENCRYPTION_KEYS));
        }
        return variables;
    }

    private EnvVar secret(String name) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef(name, config.kubernetes().secret(), null)
                .endValueFrom()
                .build();
    }

    private String options() {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + config.worker().memory(),
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + FOLDER.resolve("crash.log"),
                "-Djava.io.tmpdir=" + SCRATCH_FOLDER,
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        options.addAll(config.worker().options().orElse(List.of()));
        return options.stream()
                .map(option -> option.contains(" ") ? '"' + option + '"' : option)
                .collect(Collectors.joining(" "));
    }

    /** Returns the settings of a worker that has no folder of this machine and no secrets. */
    private WorkerSettings inCluster() {
        return new WorkerSettings(
                settings.store().withKeys("", "", null),
                threads(),
                settings.onnxThreads() > 0 ? settings.onnxThreads() : threads(),
                settings.recipes() == null ? null : Path.of(FILES_FOLDER),
                FOLDER.resolve("data"),
                FOLDER.resolve("backbones"),
                settings.downloadBackbones(),
                settings.backboneSha256(),
                settings.publicKeys(),
                settings.checkpointPause(),
                settings.lease());
    }

    /** Returns the threads of a worker: native libraries count the processors of the node, not those of the container. */
    private int threads() {
        double processors = Quantity.getAmountInBytes(
                        new Quantity(config.kubernetes().cpu()))
                .doubleValue();
        return settings.threads() > 0 ? settings.threads() : (int) Math.ceil(processors);
    }

    private List<VolumeMount> mounts() {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(new VolumeMountBuilder()
                .withName(SCRATCH)
                .withMountPath(SCRATCH_FOLDER)
                .build());
        if (config.kubernetes().configMap().isPresent()) {
            mounts.add(new VolumeMountBuilder()
                    .withName(FILES)
                    .withMountPath(FILES_FOLDER)
                    .withReadOnly(true)
                    .build());
        }
        return mounts;
    }
}
