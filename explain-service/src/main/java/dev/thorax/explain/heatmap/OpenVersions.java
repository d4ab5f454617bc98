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

import dev.thorax.explain.ExplainConfig;
import dev.thorax.explain.problem.NoExplanation;
import dev.thorax.explain.problem.NoExplanation.Reason;
import dev.thorax.model.BrokenBundle;
import dev.thorax.model.Manifest;
import dev.thorax.model.ModelBundle;
import dev.thorax.model.OnnxSessions;
import dev.thorax.storage.Keys;
import dev.thorax.storage.ObjectMissing;
import dev.thorax.storage.ObjectStore;

/**
 * The networks that are open, a few and no more; the one not used for longest gives way, though never while it is in use.
 * Safe for use by many threads.
 */
@ApplicationScoped
class OpenVersions {
    private static final Logger LOG = Logger.getLogger(OpenVersions.class);

    /** An open network and how many use it now. */
    private static final class Open {
        private final GradCam gradCam;
        private int users;

        Open(GradCam gradCam) {
            this.gradCam = gradCam;
        }
    }

    private final ObjectStore store;
    private final int most;
    private final ModelFolder folder;
    private final OnnxSessions sessions;
    private final Map<Version, Open> open = new LinkedHashMap<>(8, 0.75f, true);

    OpenVersions(ObjectStore store, ModelFolder folder, ExplainConfig config) {
        this.store = store;
        this.folder = folder;
        this.most = config.openVersions();
        this.sessions = new OnnxSessions(Math.max(1, Runtime.getRuntime().availableProcessors() / config.workers()));
    }

    /**
     * Does {@code work} with the network of a version, which stays open meanwhile.
     *
     * @throws NoExplanation if there is no such version, or it cannot be used
     */
    <T> T with(Version version, Function<GradCam, T> work) {
        Open used = take(version);
        try {
            return work.apply(used.gradCam);
        } finally {
            giveBack(used);
        }
    }

    @PreDestroy
    synchronized void stop() {
        open.values().stream().filter(network -> network.users == 0).forEach(OpenVersions::close);
    }

    private synchronized Open take(Version version) {
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

    private GradCam fetch(Version version) {
        Path cache = folder.path();
        try {
            ModelBundle bundle = ModelBundle.fetch(store, version.model(), version.version(), cache);
            Manifest manifest = bundle.manifest();
            if (!manifest.classes().stream().allMatch(Keys::isName)) {
                throw new BrokenBundle(
                        "The manifest of this model version names a class that cannot be part of a key.");
            }
            GradCam gradCam =
                    new GradCam(sessions.open(bundle.file(Manifest.GRADCAM)), manifest.classes(), manifest.input());
            LOG.infof("A model version is open model=%s version=%s", version.model(), version.version());
            return gradCam;
        } catch (BrokenBundle e) {
            throw e.getCause() instanceof ObjectMissing
                    ? new NoExplanation(
                            Reason.VERSION_GONE,
                            "This model version is not in the object store: it was deleted, or never existed.")
                    : new NoExplanation(Reason.UNUSABLE_VERSION, e.getMessage());
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
