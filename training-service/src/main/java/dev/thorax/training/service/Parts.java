package dev.thorax.training.service;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StorageConfig;
import dev.thorax.training.CrossValidation;
import dev.thorax.training.Engines;
import dev.thorax.training.engine.torch.TorchEngine;
import dev.thorax.training.recipe.Recipes;
import dev.thorax.training.store.PatientStore;
import dev.thorax.training.worker.JobSettings;
import dev.thorax.training.worker.WorkerJvm;

/** Puts the parts of a training together. */
@ApplicationScoped
public class Parts {
    private static final Logger LOG = Logger.getLogger(Parts.class);

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Recipes recipes(TrainingConfig config) {
        return Recipes.load(config.recipes());
    }

    @Produces
    @Singleton
    Engines engines(TrainingConfig config) {
        return Engines.installed(config.engine(), config.threads());
    }

    /**
     * A recipe or engine that cannot be used ends the service when it starts, not each training when it is asked for; and
     * before it connects to Kafka, where its producers would fence those of the instance that it was to replace.
     */
    void check(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting,
            Recipes recipes,
            Engines engines) {
        LOG.infof("Trainings may use recipes=%s engines=%s", recipes.names(), engines.names());
    }

    @Produces
    @Singleton
    CrossValidation crossValidation(PatientStore store) {
        return new CrossValidation(store);
    }

    @Produces
    @Singleton
    PatientStore store(ObjectStore store) {
        return new PatientStore(store);
    }

    @Produces
    @Singleton
    Workers workers(TrainingConfig config, StorageConfig storage) {
        JobSettings settings = new JobSettings(
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
        WorkerJvm jvm = new WorkerJvm(worker.memory(), worker.options().orElse(List.of()), environment);
        return new Workers(settings, jvm, worker.folder().toAbsolutePath(), config.lease());
    }
}
