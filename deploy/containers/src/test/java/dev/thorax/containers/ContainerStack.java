package dev.thorax.containers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.WorkerEnvironment;
import dev.thorax.contracts.worker.WorkerLaunch;
import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.model.TestBundles;

/**
 * Broker and store of the containers of one class of tests: child JVMs of the tests, which begin when the first container needs
 * them.
 */
final class ContainerStack implements AutoCloseable {
    private final Supplier<Path> folder;
    private TestStack stack;
    private int configs;

    /**
     * Prepares a stack.
     *
     * @param folder returns the folder for its files. It is asked when the stack starts
     */
    ContainerStack(Supplier<Path> folder) {
        this.folder = folder;
    }

    /** Returns broker and store. */
    synchronized TestStack get() {
        if (stack == null) {
            stack = TestStack.start(folder.get());
            stack.trust(TestBundles.KEYS.trusted());
        }
        return stack;
    }

    /** Returns a container that has not started. */
    ServiceContainer service(String image) {
        return service(image, Map.of());
    }

    /**
     * Returns a container that has not started.
     *
     * @param image name of the image, e.g. {@code ingest-service}
     * @param extra settings beside those of the stack
     */
    ServiceContainer service(String image, Map<String, String> extra) {
        return new ServiceContainer(this, image, extra);
    }

    /** Writes the files of a configuration of a service, beside which it needs its address only. */
    synchronized MountedConfig configure(Path jar, String instance, Map<String, String> extra) {
        Map<String, String> settings = new TreeMap<>(get().settings(jar));
        settings.put("thorax.instance", instance);
        settings.putAll(extra);
        return MountedConfig.write(folder.get().resolve("config-" + configs++), settings);
    }

    /** Returns the variables that the control plane gives to a pod of a training, with those that come from the secret. */
    Map<String, String> podEnvironment() {
        Map<String, String> settings = get().settings(Images.jar("training-service"));
        WorkerSettings.Store store = new WorkerSettings.Store(
                get().s3().endpoint(), "us-east-1", "", "", settings.get("thorax.storage.bucket"), null);
        Path own = Path.of("/tmp/thorax");
        WorkerSettings worker = new WorkerSettings(
                store,
                1,
                1,
                null,
                own.resolve("data"),
                own.resolve("backbones"),
                false,
                Set.of(),
                TestBundles.KEYS.trusted().pem(),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1));
        WorkerLaunch launch = new WorkerLaunch(worker, 1, own.resolve("job"), null, "#");
        return Map.of(
                "JDK_JAVA_OPTIONS",
                "-Xmx512m -XX:TieredStopAtLevel=1",
                WorkerEnvironment.LAUNCH,
                new String(Json.write(launch), StandardCharsets.UTF_8),
                WorkerEnvironment.ACCESS_KEY,
                settings.get("thorax.storage.access-key"),
                WorkerEnvironment.SECRET_KEY,
                settings.get("thorax.storage.secret-key"),
                WorkerEnvironment.ENCRYPTION_KEYS,
                settings.get("thorax.storage.encryption.keys"));
    }

    @Override
    public synchronized void close() {
        if (stack != null) {
            stack.close();
        }
    }
}
