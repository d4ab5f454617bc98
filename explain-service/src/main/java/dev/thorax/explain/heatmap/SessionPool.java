package dev.thorax.explain.heatmap;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.config.ExplainConfig;
import dev.thorax.explain.model.ProductionModel;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.CachedBundles;
import dev.thorax.onnx.GradCamSession;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.OpenedModel;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Keeps a few model versions open for heat maps; the least recently used one is closed first, after its last use. Safe for
 * use by many threads: one version is opened at a time, and meanwhile the open ones can be used.
 */
@ApplicationScoped
public class SessionPool {
    private static final Logger LOG = Logger.getLogger(SessionPool.class);

    private static final GreyImage BLANK = new GreyImage(64, 64, new byte[64 * 64]);

    private final ObjectStore store;
    private final Path folder;
    private final ProductionModel production;
    private final CachedBundles cached;
    private final int capacity;
    private final OnnxSessions sessions;
    private final Object opening = new Object();
    /** In the order of use, the least recently used one first. */
    private final Map<ModelVersion, OpenedModel<GradCamSession>> opened = new LinkedHashMap<>(8, 0.75f, true);

    SessionPool(ObjectStore store, ProductionModel production, ExplainConfig config, Clock clock) {
        this.store = store;
        this.folder = config.models();
        this.production = production;
        this.cached = new CachedBundles(folder, (long) config.modelsMib() << 20, clock);
        this.capacity = config.openVersions();
        this.sessions = new OnnxSessions(Math.max(1, Runtime.getRuntime().availableProcessors() / config.workers()));
    }

    /**
     * Runs {@code work} with a version, which stays open meanwhile.
     *
     * @throws ExplanationException if there is no such version, or it cannot be used
     */
    <T> T with(ModelVersion version, Function<GradCamExplainer, T> work) {
        try (OpenedModel<GradCamSession> model = lease(version)) {
            return work.apply(new GradCamExplainer(model));
        }
    }

    /**
     * Opens a version if it is not open and explains a blank scan with it, so that its first heat map is fast.
     *
     * @throws ExplanationException if there is no such version, or it cannot be used
     */
    public void warmUp(ModelVersion version) {
        byte[] png = CanonicalImage.toPng(BLANK);
        with(version, explainer -> explainer.explain(png, explainer.classes().get(0)));
    }

    @PreDestroy
    void stop() {
        synchronized (opened) {
            opened.values().forEach(OpenedModel::close);
            opened.clear();
        }
    }

    private OpenedModel<GradCamSession> lease(ModelVersion version) {
        return leaseOpened(version).orElseGet(() -> {
            synchronized (opening) {
                return leaseOpened(version).orElseGet(() -> add(version, open(version)));
            }
        });
    }

    private Optional<OpenedModel<GradCamSession>> leaseOpened(ModelVersion version) {
        synchronized (opened) {
            return Optional.ofNullable(opened.get(version)).map(OpenedModel::retain);
        }
    }

    private OpenedModel<GradCamSession> add(ModelVersion version, OpenedModel<GradCamSession> model) {
        synchronized (opened) {
            opened.put(version, model.retain());
            Iterator<OpenedModel<GradCamSession>> leastRecentlyUsed =
                    opened.values().iterator();
            while (opened.size() > capacity) {
                leastRecentlyUsed.next().close();
                leastRecentlyUsed.remove();
            }
            return model;
        }
    }

    private OpenedModel<GradCamSession> open(ModelVersion version) {
        try {
            ModelBundle bundle = fetch(version);
            requireClassesInKeys(bundle.manifest());
            OpenedModel<GradCamSession> model = OpenedModel.of(
                    bundle.manifest(),
                    bundle.digest(Manifest.GRADCAM),
                    GradCamSession.open(sessions, bundle),
                    GradCamSession::warmUp);
            cached.used(version.model(), version.version());
            LOG.infof("Opened a model version model=%s version=%s", version.model(), version.version());
            return model;
        } catch (BrokenBundleException e) {
            throw e.getCause() instanceof ObjectMissingException
                    ? new ExplanationException(
                            Reason.VERSION_GONE,
                            "This model version is not in the object store: it was deleted, or never existed.")
                    : new ExplanationException(Reason.UNUSABLE_VERSION, e.getMessage());
        }
    }

    /** The version in production must be the one that was promoted; of another one only its files are checked. */
    private ModelBundle fetch(ModelVersion version) {
        Optional<ModelPromoted> promoted = production
                .promoted()
                .filter(p ->
                        version.model().equals(p.model()) && version.version().equals(p.version()));
        return promoted.isPresent()
                ? ModelBundle.fetch(store, promoted.get(), folder)
                : ModelBundle.fetch(store, version.model(), version.version(), folder);
    }

    private static void requireClassesInKeys(Manifest manifest) {
        if (!manifest.classes().stream().allMatch(StorageKeys::isName)) {
            throw new BrokenBundleException(
                    "The manifest of this model version names a class that cannot be part of a key.");
        }
    }
}
