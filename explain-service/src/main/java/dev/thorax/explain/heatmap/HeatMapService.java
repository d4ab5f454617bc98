package dev.thorax.explain.heatmap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.explain.config.ExplainConfig;
import dev.thorax.explain.heatmap.GradCamSession.Seen;
import dev.thorax.explain.metrics.ExplainMetrics;
import dev.thorax.explain.scan.CanonicalScans;
import dev.thorax.imaging.HeatMap;

/** Gives heat maps: kept ones where there are, else computed in turn, then kept. What it gives always comes from what is kept. */
@ApplicationScoped
public class HeatMapService {
    private final CanonicalScans scans;
    private final HeatMapCache kept;
    private final SessionPool versions;
    private final ExplainMetrics metrics;
    private final ComputeQueue<Map<String, Double>> turns;

    HeatMapService(
            CanonicalScans scans,
            HeatMapCache kept,
            SessionPool versions,
            ExplainConfig config,
            ExplainMetrics metrics) {
        this.scans = scans;
        this.kept = kept;
        this.versions = versions;
        this.metrics = metrics;
        this.turns = new ComputeQueue<>(config.workers(), config.queue());
    }

    /**
     * What a version says about a scan: every class with its probability, in the version's order.
     *
     * @param likely the class whose heat map is probably asked for next, if known; it is made on the way
     */
    public Map<String, Double> probabilities(
            String scanId, ModelVersion version, Optional<String> likely, WhenBusy patience) {
        return kept.probabilities(scanId, version)
                .orElseGet(() -> turns.once(scanId + " " + version, patience, () -> kept.probabilities(scanId, version)
                        .orElseGet(() -> compute(scanId, version, likely))));
    }

    /** The heat map of a subject, each value rounded to 1/65535. */
    public HeatMap heatmap(ExplanationTarget subject, WhenBusy patience) {
        Optional<HeatMap> known = kept.heatmap(subject);
        if (known.isPresent()) {
            metrics.cached();
            return known.get();
        }
        turns.once(subject.key(), patience, () -> kept.heatmap(subject)
                .map(heatmap -> subject.probabilities())
                .orElseGet(() -> compute(subject.scanId(), subject.version(), Optional.of(subject.label()))));
        return kept.heatmap(subject).orElseThrow();
    }

    private Map<String, Double> compute(String scanId, ModelVersion version, Optional<String> wanted) {
        byte[] png = scans.png(scanId);
        return versions.with(version, gradCam -> {
            List<String> classes = gradCam.classes();
            String label = wanted.filter(classes::contains).orElse(classes.get(0));
            Seen seen = metrics.computing(() -> gradCam.look(png, classes.indexOf(label)));
            Map<String, Double> probabilities = byClass(classes, seen.probabilities());
            kept.keep(new ExplanationTarget(scanId, version, label, probabilities), seen.heatmap());
            if (kept.probabilities(scanId, version).isEmpty()) {
                kept.keep(scanId, version, probabilities);
            }
            return probabilities;
        });
    }

    private static Map<String, Double> byClass(List<String> classes, float[] probabilities) {
        Map<String, Double> byClass = new LinkedHashMap<>();
        for (int i = 0; i < probabilities.length; i++) {
            byClass.put(classes.get(i), Double.parseDouble(Float.toString(probabilities[i])));
        }
        return byClass;
    }
}
