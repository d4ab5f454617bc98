package dev.thorax.explain.heatmap;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.thorax.access.signature.TrustedKeys;
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
import dev.thorax.onnx.PromotionDecisions;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Keeps a few model versions open for heat maps; the least recently used one is closed first, after its last use. Safe for
 * use by many threads: each waits only for the version that it uses.
 */
@ApplicationScoped
public class SessionPool {
    private static final Logger LOG = Logger.getLogger(SessionPool.class);

    private static final GreyImage BLANK = new GreyImage(64, 64, new byte[64 * 64]);

    private final ObjectStore store;
    private final TrustedKeys keys;
    private final Path folder;
    private final ProductionModel production;
    private final CachedBundles cached;
    private final int capacity;
    private final OnnxSessions sessions;
    private final PromotionDecisions decisions;
    /** A lock for each version that is being opened. */
    private final ConcurrentMap<ModelVersion, Object> opening = new ConcurrentHashMap<>();
    /** In the order of use, the least recently used one first. */
    private final Map<ModelVersion, Opened> opened = new LinkedHashMap<>(8, 0.75f, true);

    SessionPool(ObjectStore store, TrustedKeys keys, ProductionModel production, ExplainConfig config, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.folder = config.models();
        this.decisions = new PromotionDecisions(store);
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
        try {
            with(
                    version,
                    explainer -> explainer.explain(png, explainer.classes().get(0)));
        } catch (ExplanationException e) {
            // A blank scan has no lungs. What looks for them ran, and the network ran when it was opened.
            if (e.reason() != Reason.NO_LUNGS) {
                throw e;
            }
        }
    }

    @PreDestroy
    void stop() {
        synchronized (opened) {
            opened.values().forEach(Opened::close);
            opened.clear();
        }
    }

    private OpenedModel<GradCamSession> lease(ModelVersion version) {
        return leaseOpened(version).orElseGet(() -> {
            Object lock = opening.computeIfAbsent(version, any -> new Object());
            synchronized (lock) {
                try {
                    return leaseOpened(version).orElseGet(() -> add(version, open(version)));
                } finally {
                    opening.remove(version, lock);
                }
            }
        });
    }

    private Optional<OpenedModel<GradCamSession>> leaseOpened(ModelVersion version) {
        synchronized (opened) {
            Opened found = opened.get(version);
            if (found != null && !found.isWhatWasPromoted(promoted(version))) {
                opened.remove(version);
                found.close();
                return Optional.empty();
            }
            return Optional.ofNullable(found).map(Opened::retain);
        }
    }

    private OpenedModel<GradCamSession> add(ModelVersion version, Opened model) {
        synchronized (opened) {
            OpenedModel<GradCamSession> lease = model.retain();
            Opened before = opened.put(version, model);
            if (before != null) {
                before.close();
            }
            Iterator<Opened> leastRecentlyUsed = opened.values().iterator();
            while (opened.size() > capacity) {
                leastRecentlyUsed.next().close();
                leastRecentlyUsed.remove();
            }
            return lease;
        }
    }

    private Opened open(ModelVersion version) {
        try {
            ModelBundle bundle = fetch(version);
            requireClassesInKeys(bundle.manifest());
            OpenedModel<GradCamSession> model = OpenedModel.open(
                    bundle,
                    Manifest.GRADCAM,
                    sessions,
                    () -> GradCamSession.open(sessions, bundle),
                    GradCamSession::warmUp);
            cached.used(version.model(), version.version());
            LOG.infof("Opened a model version model=%s version=%s", version.model(), version.version());
            return new Opened(model, bundle.manifestDigest());
        } catch (BrokenBundleException e) {
            throw e.getCause() instanceof ObjectMissingException
                    ? new ExplanationException(
                            Reason.VERSION_GONE,
                            "This model version is not in the object store: it was deleted, or never existed.")
                    : new ExplanationException(Reason.UNUSABLE_VERSION, e.getMessage());
        }
    }

    /** A version that was ever promoted must be the promoted one. Of another one only its files are checked. */
    private ModelBundle fetch(ModelVersion version) {
        Optional<ModelPromoted> promoted =
                promoted(version).or(() -> decisions.newestOf(version.model(), version.version()));
        return promoted.isPresent()
                ? ModelBundle.fetch(store, keys, promoted.get(), folder)
                : ModelBundle.fetch(store, keys, version.model(), version.version(), folder);
    }

    /** Returns the promotion of a version if it is in production. */
    private Optional<ModelPromoted> promoted(ModelVersion version) {
        return production
                .promoted()
                .filter(p ->
                        version.model().equals(p.model()) && version.version().equals(p.version()));
    }

    private static void requireClassesInKeys(Manifest manifest) {
        if (!manifest.classes().stream().allMatch(StorageKeys::isName)) {
            throw new BrokenBundleException(
                    "The manifest of this model version names a class that cannot be part of a key.");
        }
    }

    /**
     * Open version.
     *
     * @param manifest SHA-256 of its manifest, 64 lower-case hex digits
     */
    private record Opened(OpenedModel<GradCamSession> model, String manifest) {
        OpenedModel<GradCamSession> retain() {
            return model.retain();
        }

        void close() {
            model.close();
        }

        /** It may have been opened before it was promoted, and then only its files were checked. */
        boolean isWhatWasPromoted(Optional<ModelPromoted> promoted) {
            return promoted.isEmpty() || manifest.equals(promoted.get().digest());
        }
    }
}
