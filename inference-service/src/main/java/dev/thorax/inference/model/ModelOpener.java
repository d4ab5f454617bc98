package dev.thorax.inference.model;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.onnx.CachedBundles;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.config.OnnxConfig;
import dev.thorax.storage.ObjectStore;

/** Opens promoted versions, ready to score. */
@ApplicationScoped
public class ModelOpener {
    private final ObjectStore store;
    private final TrustedKeys keys;
    private final InferenceConfig config;
    private final CachedBundles cached;
    private final OnnxSessions production;
    private final OnnxSessions candidate;
    /** Each thread that loads scans searches one at a time. */
    private final OnnxSessions lungs = new OnnxSessions(1);

    ModelOpener(ObjectStore store, TrustedKeys keys, InferenceConfig config, OnnxConfig onnx, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.config = config;
        this.cached = new CachedBundles(config.cache(), (long) config.cacheMib() << 20, clock);
        this.production = new OnnxSessions(onnx.threads());
        this.candidate = new OnnxSessions(config.candidateThreads());
    }

    /**
     * Fetches, opens and warms up a version for production.
     *
     * @throws dev.thorax.onnx.BrokenBundleException if it cannot serve
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    OpenedModel<ScoringSession> openForProduction(ModelPromoted promoted) {
        return open(promoted, production);
    }

    /**
     * Fetches, opens and warms up a version for a candidate, which runs on few threads and leaves the processors to
     * production.
     *
     * @throws dev.thorax.onnx.BrokenBundleException if it cannot score
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    public OpenedModel<ScoringSession> openForCandidate(ModelPromoted promoted) {
        return open(promoted, candidate);
    }

    private OpenedModel<ScoringSession> open(ModelPromoted promoted, OnnxSessions sessions) {
        ModelBundle bundle = ModelBundle.fetch(store, keys, promoted, config.cache());
        return OpenedModel.open(
                bundle,
                Manifest.MODEL,
                lungs,
                () -> {
                    ScoringSession session = ScoringSession.open(sessions, bundle);
                    cached.used(promoted.model(), promoted.version());
                    return session;
                },
                this::warmUp);
    }

    private void warmUp(ScoringSession session) {
        session.warmUp(1);
        session.warmUp(config.batch());
    }
}
