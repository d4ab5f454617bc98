package dev.thorax.explain.heatmap;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import ai.onnxruntime.OrtException;
import org.jboss.logging.Logger;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.config.ExplainConfig;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * The networks that are open, a few and no more; the one not used for longest gives way, though never while it is in use.
 * Safe for use by many threads.
 */
@ApplicationScoped
class SessionPool {
    private static final Logger LOG = Logger.getLogger(SessionPool.class);

    /** An open network and how many use it now. */
    private static final class Open {
        private final GradCamSession gradCam;
        private int users;

        Open(GradCamSession gradCam) {
            this.gradCam = gradCam;
        }
    }

    private final ObjectStore store;
    private final int most;
    private final ModelFolder folder;
    private final OnnxSessions sessions;
    private final Map<ModelVersion, Open> open = new LinkedHashMap<>(8, 0.75f, true);

    SessionPool(ObjectStore store, ModelFolder folder, ExplainConfig config) {
        this.store = store;
        this.folder = folder;
        this.most = config.openVersions();
        this.sessions = new OnnxSessions(Math.max(1, Runtime.getRuntime().availableProcessors() / config.workers()));
    }

    /**
     * Does {@code work} with the network of a version, which stays open meanwhile.
     *
     * @throws ExplanationException if there is no such version, or it cannot be used
     */
    <T> T with(ModelVersion version, Function<GradCamSession, T> work) {
        Open used = take(version);
        try {
            return work.apply(used.gradCam);
        } finally {
            giveBack(used);
        }
    }

    @PreDestroy
    synchronized void stop() {
        open.values().stream().filter(network -> network.users == 0).forEach(SessionPool::close);
    }

    private synchronized Open take(ModelVersion version) {
        Open network = open.get(version);
        if (network == null) {
            network = new Open(fetch(version));
            open.put(version, network);
        }
        network.users++;
        return network;
    }

    private synchronized void giveBack(Open used) {
        used.users--;
        Iterator<Open> longestUnused = open.values().iterator();
        while (open.size() > most && longestUnused.hasNext()) {
            Open candidate = longestUnused.next();
            if (candidate.users == 0) {
                longestUnused.remove();
                close(candidate);
            }
        }
    }

    private GradCamSession fetch(ModelVersion version) {
        Path cache = folder.path();
        try {
            ModelBundle bundle = ModelBundle.fetch(store, version.model(), version.version(), cache);
            Manifest manifest = bundle.manifest();
            if (!manifest.classes().stream().allMatch(StorageKeys::isName)) {
                throw new BrokenBundleException(
                        "The manifest of this model version names a class that cannot be part of a key.");
            }
            GradCamSession gradCam = new GradCamSession(
                    sessions.open(bundle.file(Manifest.GRADCAM)), manifest.classes(), manifest.input());
            LOG.infof("A model version is open model=%s version=%s", version.model(), version.version());
            return gradCam;
        } catch (BrokenBundleException e) {
            throw e.getCause() instanceof ObjectMissingException
                    ? new ExplanationException(
                            Reason.VERSION_GONE,
                            "This model version is not in the object store: it was deleted, or never existed.")
                    : new ExplanationException(Reason.UNUSABLE_VERSION, e.getMessage());
        }
    }

    private static void close(Open network) {
        try {
            network.gradCam.close();
        } catch (OrtException e) {
            LOG.warnf("A model version did not close reason=\"%s\"", e.getMessage());
        }
    }
}
