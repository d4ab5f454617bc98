package dev.thorax.inference.model;

import jakarta.enterprise.context.ApplicationScoped;

import ai.onnxruntime.OrtSession;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.thorax.events.ModelPromoted;
import dev.thorax.inference.InferenceConfig;
import dev.thorax.model.BrokenBundle;
import dev.thorax.model.Manifest;
import dev.thorax.model.ModelBundle;
import dev.thorax.model.OnnxSessions;
import dev.thorax.storage.ObjectStore;

/** Makes a promoted version ready to score. */
@ApplicationScoped
class ModelOpener {
    private final ObjectStore store;
    private final InferenceConfig config;
    private final OnnxSessions sessions;

    /** @param threads threads that one run may use on the CPU; 0 stands for all processors */
    ModelOpener(
            ObjectStore store,
            InferenceConfig config,
            @ConfigProperty(name = "thorax.onnx.threads", defaultValue = "0") int threads) {
        this.store = store;
        this.config = config;
        this.sessions = new OnnxSessions(threads);
    }

    /**
     * Fetches, opens and warms up a version.
     *
     * @throws BrokenBundle if it cannot serve
     * @throws dev.thorax.storage.StoreUnavailable if the store cannot be asked
     */
    ServingModel open(ModelPromoted promoted) {
        ModelBundle bundle = ModelBundle.fetch(store, promoted, config.cache());
        OrtSession session = sessions.open(bundle.file(Manifest.MODEL));
        ServingModel model =
                new ServingModel(bundle.manifest(), bundle.digest(Manifest.MODEL), sessions.environment(), session);
        try {
            model.warmUp(1);
            model.warmUp(config.batch());
            return model;
        } catch (BrokenBundle e) {
            model.close();
            throw e;
        }
    }
}
