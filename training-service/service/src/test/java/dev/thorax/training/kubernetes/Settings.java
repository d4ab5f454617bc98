package dev.thorax.training.kubernetes;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

import dev.thorax.contracts.worker.WorkerDescription;
import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.training.config.TrainingConfig;

/** Configuration of launchers in tests. */
final class Settings {
    static final WorkerDescription DESCRIPTION =
            new WorkerDescription("a.Main", List.of("torch"), List.of("cnn4"), Map.of("MALLOC_ARENA_MAX", "1"));

    private Settings() {}

    static TrainingConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValue("thorax.instance", "first")
                .withDefaultValue("java.io.tmpdir", "/tmp")
                .withDefaultValue("thorax.training.kubernetes.image", "registry.test/worker:1")
                .withDefaultValues(settings)
                .withMapping(TrainingConfig.class)
                .build()
                .getConfigMapping(TrainingConfig.class);
    }

    /** Returns the settings of a worker whose secrets would be found anywhere. */
    static WorkerSettings worker() {
        return worker(new WorkerSettings.Store(
                URI.create("http://store.test:9000"),
                "eu-central-1",
                "the-access-key",
                "the-secret-key",
                "thorax",
                "the-encryption-keys"));
    }

    static WorkerSettings worker(WorkerSettings.Store store) {
        Path here = Path.of("/home/control-plane");
        return new WorkerSettings(
                store,
                0,
                0,
                null,
                here.resolve("data"),
                here.resolve("backbones"),
                false,
                Set.of(),
                "-----BEGIN PUBLIC KEY-----",
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
    }
}
