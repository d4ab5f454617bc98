package dev.thorax.explain.heatmap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.explain.config.ExplainConfig;
import dev.thorax.explain.heatmap.GradCamExplainer.GradCamExplanation;
import dev.thorax.explain.metrics.ExplainMetrics;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.explain.scan.CanonicalScans;
import dev.thorax.imaging.heatmap.HeatMap;

/**
 * Returns heat maps and probabilities: from the cache if they are there, otherwise computed in turn and then cached. Every
 * heat map that it returns was read from the cache, so all calls return the same.
 */
@ApplicationScoped
public class HeatMapService {
    private static final int MOST_TRIES = 5;

    private final CanonicalScans scans;
    private final HeatMapCache cache;
    private final SessionPool versions;
    private final ExplainMetrics metrics;
    private final ComputeQueue<Map<String, Double>> queue;

    HeatMapService(
            CanonicalScans scans,
            HeatMapCache cache,
            SessionPool versions,
            ExplainConfig config,
            ExplainMetrics metrics) {
        this.scans = scans;
        this.cache = cache;
        this.versions = versions;
        this.metrics = metrics;
        this.queue = new ComputeQueue<>(config.workers(), config.queue());
    }

    /**
     * Returns every class of a version with its probability for a scan, in the version's order.
     *
     * @param likely the class whose heat map is probably requested next, if known; it is computed in the same run
     * @param digest SHA-256 of the {@code model.onnx} that diagnosed the scan, or null if this version did not
     * @throws dev.thorax.explain.problem.ExplanationException if the version is not the one that diagnosed the scan
     */
    public Map<String, Double> probabilities(
            String scanId, ModelVersion version, Optional<String> likely, @Nullable String digest, WhenBusy whenBusy) {
        return cache.probabilities(scanId, version)
                .orElseGet(() -> queue.once(scanId + " " + version, whenBusy, () -> cache.probabilities(scanId, version)
                        .orElseGet(() -> compute(scanId, version, likely, digest))));
    }

    /** Returns the heat map of a target, each value rounded to 1/65535. */
    public HeatMap heatMap(ExplanationTarget target, WhenBusy whenBusy) {
        Optional<HeatMap> cached = cache.heatMap(target);
        if (cached.isPresent()) {
            metrics.cached();
            return cached.get();
        }
        // What was computed leaves the cache if the image is made anew just then.
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            queue.once(target.key(), whenBusy, () -> cache.heatMap(target)
                    .map(heatMap -> target.probabilities())
                    .orElseGet(() ->
                            compute(target.scanId(), target.version(), Optional.of(target.label()), target.digest())));
            Optional<HeatMap> computed = cache.heatMap(target);
            if (computed.isPresent()) {
                return computed.get();
            }
        }
        throw new ExplanationException(
                Reason.UNUSABLE_VERSION,
                "The version makes no heat map of this class, although it had it before; its files were replaced, so"
                        + " promote another version.");
    }

    private Map<String, Double> compute(
            String scanId, ModelVersion version, Optional<String> wanted, @Nullable String digest) {
        byte[] png = scans.png(scanId);
        Map<String, Double> computed = compute(scanId, png, version, wanted, digest);
        if (isStill(png, scanId)) {
            return computed;
        }
        cache.delete(scanId, version);
        return compute(scanId, version, wanted, digest);
    }

    /** Returns whether the image of a scan is {@code png}. It may be made anew or erased meanwhile. */
    private boolean isStill(byte[] png, String scanId) {
        try {
            return Arrays.equals(png, scans.png(scanId));
        } catch (ExplanationException e) {
            return false;
        }
    }

    private Map<String, Double> compute(
            String scanId, byte[] png, ModelVersion version, Optional<String> wanted, @Nullable String digest) {
        return versions.with(version, explainer -> {
            explainer.requireModel(digest);
            List<String> classes = explainer.classes();
            String label = wanted.filter(classes::contains).orElse(classes.get(0));
            GradCamExplanation explanation = metrics.computing(() -> explainer.explain(png, label));
            Map<String, Double> probabilities = explanation.probabilities();
            cache.put(new ExplanationTarget(scanId, version, label, probabilities), explanation.heatMap());
            if (cache.probabilities(scanId, version).isEmpty()) {
                cache.put(scanId, version, probabilities);
            }
            return probabilities;
        });
    }
}
