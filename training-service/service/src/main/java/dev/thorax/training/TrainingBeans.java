package dev.thorax.training;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.thorax.engine.torch.TorchEngine;
import dev.thorax.runtime.storage.StorageConfig;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.RetryingObjectStore;
import dev.thorax.training.config.TrainingConfig;
import dev.thorax.training.run.WorkerCommand;
import dev.thorax.training.run.WorkerLauncher;
import dev.thorax.worker.job.EngineRegistry;
import dev.thorax.worker.job.FoldStore;
import dev.thorax.worker.process.WorkerSettings;
import dev.thorax.worker.recipe.Recipes;

/** Puts the parts of a training together. */
@ApplicationScoped
public class TrainingBeans {
    private static final Logger LOG = Logger.getLogger(TrainingBeans.class);

    @Produces
    @Singleton
    Recipes recipes(TrainingConfig config) {
        return Recipes.load(config.recipes());
    }

    @Produces
    @Singleton
    EngineRegistry engines(TrainingConfig config) {
        return EngineRegistry.installed(config.engine(), config.threads());
    }

    /**
     * A recipe or engine that cannot be used ends the service when it starts, not each training when it is asked for; and
     * before it connects to Kafka, where its producers would fence those of the instance that it was to replace.
     */
    void check(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting,
            Recipes recipes,
            EngineRegistry engines) {
        LOG.infof("Trainings may use recipes=%s engines=%s", recipes.names(), engines.names());
    }

    @Produces
    @Singleton
    FoldStore crossValidation(RetryingObjectStore store) {
        return new FoldStore(store);
    }

    @Produces
    @Singleton
    @Typed(RetryingObjectStore.class)
    RetryingObjectStore store(ObjectStore store) {
        return new RetryingObjectStore(store);
    }

    @Produces
    @Singleton
    WorkerLauncher workers(TrainingConfig config, StorageConfig storage) {
        WorkerSettings settings = new WorkerSettings(
                config.engine(),
                config.threads(),
                config.recipes().map(Path::toAbsolutePath).orElse(null),
                config.data().toAbsolutePath(),
                config.backbones().toAbsolutePath(),
                config.downloadBackbones(),
                storage.endpoint(),
                storage.region(),
                storage.accessKey(),
                storage.secretKey(),
                storage.bucket(),
                config.checkpointPause());
        TrainingConfig.Worker worker = config.worker();
        Map<String, String> environment = new HashMap<>(TorchEngine.ENVIRONMENT);
        if (config.threads() > 0) {
            environment.put("OMP_NUM_THREADS", String.valueOf(config.threads()));
        }
        environment.putAll(worker.environment());
        WorkerCommand jvm = new WorkerCommand(worker.memory(), worker.options().orElse(List.of()), environment);
        return new WorkerLauncher(settings, jvm, worker.folder().toAbsolutePath(), config.lease());
    }
}
