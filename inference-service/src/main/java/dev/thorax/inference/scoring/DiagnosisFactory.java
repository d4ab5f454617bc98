package dev.thorax.inference.scoring;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.onnx.OpenedModel;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.runtime.config.ExplainUrls;
import dev.thorax.runtime.kafka.OutgoingRecords;

/** Creates diagnoses from probabilities. */
@ApplicationScoped
public class DiagnosisFactory {
    private static final String SOURCE = "/thorax/inference";

    private final Clock clock;
    private final ExplainUrls explainUrls;

    /** @param explainUrls makes the links to explanations */
    public DiagnosisFactory(Clock clock, ExplainUrls explainUrls) {
        this.clock = clock;
        this.explainUrls = explainUrls;
    }

    /**
     * Returns the diagnosis of {@code scan} by {@code model}.
     *
     * @param row float32[C], sum 1
     * @param millis scoring time of the scan in milliseconds
     */
    public Diagnosis of(ScoredScan scan, float[] row, double millis, OpenedModel<ScoringSession> model) {
        Manifest manifest = model.manifest();
        return new Diagnosis(
                scan.scanId(),
                scan.patient(),
                manifest.classes().get(best(row)),
                byClass(manifest.classes(), row),
                manifest.model(),
                manifest.version(),
                model.digest(),
                scan.image(),
                millis,
                scan.scannedAt(),
                clock.instant(),
                explainUrls.explanation(scan.scanId(), manifest.model(), manifest.version()));
    }

    /** Returns the record of {@code diagnosis} on {@code topic}; the same scan and version always have the same id. */
    public static Message<byte[]> record(String topic, Diagnosis diagnosis) {
        String id = diagnosis.scanId() + "/" + diagnosis.model() + "/" + diagnosis.version();
        return OutgoingRecords.event(topic, diagnosis, diagnosis.scanId(), id, SOURCE, diagnosis.diagnosedAt());
    }

    private static int best(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    private static Map<String, Double> byClass(List<String> classes, float[] row) {
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            probabilities.put(classes.get(i), (double) row[i]);
        }
        return probabilities;
    }
}
