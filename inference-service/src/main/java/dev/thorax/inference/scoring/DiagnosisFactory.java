package dev.thorax.inference.scoring;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.LungBox;
import dev.thorax.contracts.event.Outcome;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ScanOutcome;
import dev.thorax.imaging.mask.SquareBox;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.config.ExplainUrls;
import dev.thorax.runtime.kafka.OutgoingRecords;

/** Creates diagnoses from what the network gives. The gate of its version decides whether a scan gets a class. */
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
     * @param lungs the square that its network saw, or null if it saw the scan without a lung finder
     * @param millis scoring time of the scan in milliseconds
     */
    public Diagnosis of(
            ScoredScan scan,
            @Nullable SquareBox lungs,
            ImageScore score,
            double millis,
            OpenedModel<ScoringSession> model) {
        ScanOutcome outcome = ScanOutcome.of(model.manifest().limits(), score.probabilities(), score.distances());
        LungBox box = lungs == null ? null : new LungBox(lungs.left(), lungs.top(), lungs.side());
        return diagnosis(scan, box, outcome, score.probabilities(), millis, model);
    }

    /** Returns the diagnosis of a scan in which {@code model} found no lungs, so that its network did not run. */
    public Diagnosis withoutLungs(ScoredScan scan, OpenedModel<ScoringSession> model) {
        return diagnosis(scan, null, ScanOutcome.withoutLungs(), new float[0], 0, model);
    }

    private Diagnosis diagnosis(
            ScoredScan scan,
            @Nullable LungBox box,
            ScanOutcome outcome,
            float[] row,
            double millis,
            OpenedModel<ScoringSession> model) {
        Manifest manifest = model.manifest();
        return new Diagnosis(
                scan.scanId(),
                scan.patient(),
                outcome.hasClass() ? Outcome.CLASS : Outcome.UNDETERMINED,
                outcome.reason(),
                outcome.hasClass() ? manifest.classes().get(outcome.diagnosis()) : null,
                outcome.hasClass() ? byClass(manifest.classes(), row) : null,
                outcome.hasClass() && manifest.conformal() != null
                        ? manifest.conformal().of(manifest.classes(), row)
                        : null,
                manifest.classes(),
                manifest.model(),
                manifest.version(),
                model.digest(),
                scan.image(),
                box,
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

    private static Map<String, Double> byClass(List<String> classes, float[] row) {
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            probabilities.put(classes.get(i), (double) row[i]);
        }
        return probabilities;
    }
}
