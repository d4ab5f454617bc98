package dev.thorax.inference.model;

import jakarta.enterprise.context.ApplicationScoped;

import ai.onnxruntime.OrtSession;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.storage.ObjectStore;

/** Makes a promoted version ready to score. */
@ApplicationScoped
public class ModelOpener {
    private final ObjectStore store;
    private final InferenceConfig config;
    private final OnnxSessions sessions;
    private final OnnxSessions aside;

    /** @param threads threads that one run may use on the CPU; 0 stands for all processors */
    ModelOpener(
            ObjectStore store,
            InferenceConfig config,
            @ConfigProperty(name = "thorax.onnx.threads", defaultValue = "0") int threads) {
        this.store = store;
        this.config = config;
        this.sessions = new OnnxSessions(threads);
        this.aside = new OnnxSessions(config.candidateThreads());
    }

    /**
     * Fetches, opens and warms up a version.
     *
     * @throws BrokenBundleException if it cannot serve
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    ServingModel open(ModelPromoted promoted) {
        return open(promoted, sessions);
    }

    /** The same on few threads, for a candidate, which must leave the processors to production. */
    public ServingModel openAside(ModelPromoted promoted) {
        return open(promoted, aside);
    }

    private ServingModel open(ModelPromoted promoted, OnnxSessions sessions) {
        ModelBundle bundle = ModelBundle.fetch(store, promoted, config.cache());
        OrtSession session = sessions.open(bundle.file(Manifest.MODEL));
        ServingModel model =
                new ServingModel(bundle.manifest(), bundle.digest(Manifest.MODEL), sessions.environment(), session);
        try {
            model.warmUp(1);
            model.warmUp(config.batch());
            return model;
        } catch (BrokenBundleException e) {
            model.close();
            throw e;
        }
    }
}
