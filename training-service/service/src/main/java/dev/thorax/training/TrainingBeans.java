package dev.thorax.training;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.jboss.logging.Logger;

import dev.thorax.access.signature.SigningKey;
import dev.thorax.access.signature.SigningKeyException;
import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.access.signature.VersionSigner;
import dev.thorax.contracts.worker.WorkerDescription;
import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.runtime.config.OnnxConfig;
import dev.thorax.runtime.config.ServiceConfig;
import dev.thorax.runtime.storage.StorageConfig;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.TempFolder;
import dev.thorax.training.config.TrainingConfig;
import dev.thorax.training.kubernetes.KubernetesWorkerLauncher;
import dev.thorax.training.run.LocalWorkerLauncher;
import dev.thorax.training.run.WorkerCommand;
import dev.thorax.training.run.WorkerHome;
import dev.thorax.training.run.WorkerLauncher;

/** Creates the beans that need more than injection. */
@ApplicationScoped
public class TrainingBeans {
    private static final Logger LOG = Logger.getLogger(TrainingBeans.class);
    private static final String IN_CLUSTER = "kubernetes";
    private static final String SIGNING_KEY = "thorax.training.signing-key";

    @Produces
    @Singleton
    WorkerHome workerHome(TrainingConfig config) {
        return WorkerHome.open(config.worker().home(), !isInCluster(config));
    }

    @Produces
    @Singleton
    WorkerDescription workerDescription(WorkerHome home) {
        return home.description();
    }

    /**
     * Stops the start if there is no worker, no such engine or no key to sign with; and before the service connects to Kafka, where its producers
     * would fence those of the instance that it is to replace.
     */
    void check(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting,
            WorkerHome worker,
            VersionSigner signer,
            TrainingConfig config) {
        List<String> engines = worker.description().engines();
        if (!engines.contains(config.engine())) {
            throw new IllegalArgumentException("thorax.training.engine is \"" + config.engine()
                    + "\", which is not one of " + String.join(", ", engines) + ".");
        }
        if (isInCluster(config)) {
            KubernetesWorkerLauncher.missing(config).ifPresent(missing -> {
                throw new IllegalArgumentException(missing);
            });
        }
        LOG.infof(
                "Trainings may use recipes=%s engines=%s worker=%s",
                worker.description().recipes(), engines, worker.folder());
    }

    @Produces
    @Singleton
    VersionSigner signer(ObjectStore store, TrainingConfig config, TrustedKeys trusted) {
        Path key = config.signingKey()
                .orElseThrow(
                        () -> new ConfigurationException(SIGNING_KEY + " is missing, and without it no version could"
                                + " be signed; make a pair of keys with deploy/admin/run signing-key, and set it to the file of"
                                + " the signing key."));
        try {
            return new VersionSigner(store, SigningKey.read(key), trusted);
        } catch (SigningKeyException e) {
            throw new ConfigurationException(SIGNING_KEY + " cannot be used: " + e.getMessage(), e);
        }
    }

    @Produces
    @Singleton
    WorkerLauncher launcher(
            WorkerHome home,
            TrainingConfig config,
            StorageConfig storage,
            OnnxConfig onnx,
            ServiceConfig service,
            TrustedKeys trusted,
            Instance<KubernetesClient> client) {
        Map<String, String> environment = new HashMap<>();
        if (config.threads() > 0) {
            environment.put("OMP_NUM_THREADS", String.valueOf(config.threads()));
        }
        environment.putAll(config.worker().environment());
        WorkerSettings settings = settings(config, storage, onnx.threads(), trusted.pem());
        if (isInCluster(config)) {
            return new KubernetesWorkerLauncher(
                    () -> client.get(), config, home.description(), settings, environment, Clock.systemUTC());
        }
        return local(home, config.worker(), service, settings, environment);
    }

    private static WorkerLauncher local(
            WorkerHome home,
            TrainingConfig.Worker worker,
            ServiceConfig service,
            WorkerSettings settings,
            Map<String, String> environment) {
        WorkerCommand command =
                new WorkerCommand(home, worker.memory(), worker.options().orElse(List.of()), environment);
        Path folder = worker.folder().toAbsolutePath().resolve("of-" + service.instance());
        // What is left of workers that were killed with this instance before.
        TempFolder.delete(folder);
        return new LocalWorkerLauncher(command, settings, folder);
    }

    private static boolean isInCluster(TrainingConfig config) {
        return config.launcher().equals(IN_CLUSTER);
    }

    private static WorkerSettings settings(
            TrainingConfig config, StorageConfig storage, int onnxThreads, String publicKeys) {
        return new WorkerSettings(
                new WorkerSettings.Store(
                        storage.endpoint(),
                        storage.region(),
                        storage.accessKey(),
                        storage.secretKey(),
                        storage.bucket(),
                        storage.encryption().keys().orElse(null)),
                config.threads(),
                onnxThreads,
                config.recipes().map(Path::toAbsolutePath).orElse(null),
                config.data().toAbsolutePath(),
                config.backbones().toAbsolutePath(),
                config.downloadBackbones(),
                config.backboneSha256().orElse(Set.of()),
                publicKeys,
                config.checkpointPause(),
                config.lease());
    }
}
