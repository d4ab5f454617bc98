package dev.thorax.explain.explanation;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.diagnosis.ArchivedDiagnosis;
import dev.thorax.explain.diagnosis.StoredDiagnoses;
import dev.thorax.explain.heatmap.ExplanationTarget;
import dev.thorax.explain.heatmap.HeatMapService;
import dev.thorax.explain.heatmap.WhenBusy;
import dev.thorax.explain.model.ProductionModel;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.imaging.heatmap.HeatMap;
import dev.thorax.runtime.trace.ScanTraces;

/**
 * Answers a request for an explanation, the same for HTTP and Kafka: finds the version, gets its probabilities, chooses the
 * class and gets the heat map.
 */
@ApplicationScoped
public class Explanations {
    private final StoredDiagnoses diagnoses;
    private final ProductionModel production;
    private final HeatMapService heatMaps;
    private final ScanTraces traces;

    Explanations(StoredDiagnoses diagnoses, ProductionModel production, HeatMapService heatMaps, ScanTraces traces) {
        this.diagnoses = diagnoses;
        this.production = production;
        this.heatMaps = heatMaps;
        this.traces = traces;
    }

    /**
     * Returns the class of a version that a request is about.
     *
     * @param wanted the version; if empty, the one of the scan's diagnosis, or else the one in production
     * @param label the class; if empty, the one of the diagnosis if this version made it, or else the most probable one
     * @throws ExplanationException if there is no such scan, version or class, or if this version left the scan undetermined and no class
     *     is named
     */
    public ExplanationTarget target(
            String scanId, Optional<ModelVersion> wanted, Optional<String> label, WhenBusy whenBusy) {
        if (!StorageKeys.isName(scanId)) {
            throw new ExplanationException(
                    Reason.UNKNOWN_SCAN, "This is no scan id: it must be " + StorageKeys.NAME_RULE + ".");
        }
        Optional<ArchivedDiagnosis> archived = diagnoses.archive(scanId);
        Optional<Diagnosis> diagnosis = archived.map(ArchivedDiagnosis::diagnosis);
        ModelVersion version = wanted.or(() -> diagnosis.map(d -> new ModelVersion(d.model(), d.version())))
                .or(production::version)
                .orElseThrow(Explanations::noModel);
        Optional<String> likely = label.or(() -> diagnosis.map(Diagnosis::diagnosis));
        Optional<Diagnosis> own = diagnosis.filter(d -> version.equals(new ModelVersion(d.model(), d.version())));
        if (label.isEmpty()) {
            own.filter(d -> !d.hasClass()).ifPresent(Explanations::refuse);
        }
        String digest = own.map(Diagnosis::digest).orElse(null);
        Map<String, Double> probabilities = traces.traced(
                "explain scan",
                archived.map(ArchivedDiagnosis::traceparent).orElse(null),
                () -> heatMaps.probabilities(scanId, version, likely, digest, whenBusy));
        return new ExplanationTarget(scanId, version, label(label, own, probabilities), probabilities, digest);
    }

    /** Returns the heat map of a target, each value rounded to 1/65535; the same at every call. */
    public HeatMap heatMap(ExplanationTarget target, WhenBusy whenBusy) {
        return heatMaps.heatMap(target, whenBusy);
    }

    private static String label(Optional<String> wanted, Optional<Diagnosis> own, Map<String, Double> probabilities) {
        if (wanted.isPresent() && !probabilities.containsKey(wanted.get())) {
            throw new ExplanationException(
                    Reason.UNKNOWN_CLASS,
                    "This model version has no such class; it has " + String.join(", ", probabilities.keySet()) + ".");
        }
        // The heat map's own probabilities may order two close classes otherwise than the diagnosis.
        return wanted.or(() -> own.map(Diagnosis::diagnosis).filter(probabilities::containsKey))
                .orElseGet(() -> probabilities.entrySet().stream()
                        .max(Comparator.comparingDouble(Map.Entry::getValue))
                        .orElseThrow()
                        .getKey());
    }

    /** A heat map of the most probable class would name the class that the gate withheld. */
    private static void refuse(Diagnosis undetermined) {
        throw new ExplanationException(
                Reason.CLASS_NEEDED,
                "This scan is undetermined (" + undetermined.reason().code()
                        + "), so no class is shown by itself; name one of " + String.join(", ", undetermined.classes())
                        + " by the parameter class.");
    }

    private static ExplanationException noModel() {
        return new ExplanationException(
                Reason.NO_MODEL, "No model is in production yet, so there is nothing to explain; try again later.");
    }
}
