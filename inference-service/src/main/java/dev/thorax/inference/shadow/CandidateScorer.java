package dev.thorax.inference.shadow;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Probabilities;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.inference.scoring.DiagnosisFactory;
import dev.thorax.inference.scoring.ScoredScan;
import dev.thorax.onnx.ModelRunException;
import dev.thorax.onnx.OpenedModel;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/** Scores with the candidate the scans that production diagnosed, and counts where the two agree. */
@ApplicationScoped
class CandidateScorer {
    private static final Logger LOG = Logger.getLogger(CandidateScorer.class);

    private final ObjectStore store;
    private final DiagnosisFactory diagnoses;
    private final InferenceMetrics metrics;

    CandidateScorer(ObjectStore store, DiagnosisFactory diagnoses, InferenceMetrics metrics) {
        this.store = store;
        this.diagnoses = diagnoses;
        this.metrics = metrics;
    }

    /**
     * Returns the candidate's diagnoses. A scan that it cannot score has none and is counted.
     *
     * @param records production's diagnoses
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    List<Message<byte[]>> score(List<ConsumerRecord<String, byte[]>> records, OpenedModel<ScoringSession> model) {
        List<Loaded> loaded = records.stream()
                .flatMap(record -> load(record, model.manifest().input()).stream())
                .toList();
        List<Message<byte[]>> answers = new ArrayList<>();
        if (!loaded.isEmpty()) {
            long start = System.nanoTime();
            float[][] rows = run(loaded, model);
            long nanos = System.nanoTime() - start;
            metrics.candidateScoring().record(nanos, TimeUnit.NANOSECONDS);
            for (int i = 0; i < rows.length; i++) {
                answer(loaded.get(i).production(), rows[i], nanos / 1e6 / rows.length, model)
                        .ifPresent(answers::add);
            }
        }
        metrics.candidateFailed().increment(records.size() - answers.size());
        return answers;
    }

    private Optional<Message<byte[]>> answer(
            Diagnosis production, float[] row, double millis, OpenedModel<ScoringSession> model) {
        if (!Probabilities.areThese(row)) {
            return Optional.empty();
        }
        Diagnosis candidate = diagnoses.of(ScoredScan.of(production), row, millis, model);
        metrics.compared(candidate.diagnosis().equals(production.diagnosis())).increment();
        return Optional.of(DiagnosisFactory.record(Topics.DIAGNOSES_CANDIDATE, candidate));
    }

    /** Returns no rows if the network does not run. */
    private static float[][] run(List<Loaded> loaded, OpenedModel<ScoringSession> model) {
        InputSpec input = model.manifest().input();
        ByteBuffer images = ByteBuffer.allocateDirect(loaded.size() * input.height() * input.width());
        loaded.forEach(scan -> images.put(scan.pixels()));
        try {
            return model.session().score(images.flip(), loaded.size());
        } catch (ModelRunException e) {
            LOG.warnf(
                    "The candidate's network did not run model=%s version=%s cause=\"%s\"",
                    model.manifest().model(), model.manifest().version(), e.getMessage());
            return new float[0][];
        }
    }

    private Optional<Loaded> load(ConsumerRecord<String, byte[]> record, InputSpec input) {
        try {
            Diagnosis production = Json.read(record.value(), Diagnosis.class);
            if (!StorageKeys.isName(production.scanId())) {
                return Optional.empty();
            }
            byte[] pixels = new byte[input.height() * input.width()];
            byte[] png = store.get(StorageKeys.image(production.scanId()));
            ModelInput.write(CanonicalImage.fromPng(png, input.canonical()), input, pixels, 0);
            return Optional.of(new Loaded(production, pixels));
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "The candidate cannot score a diagnosed scan topic=%s partition=%d offset=%d",
                    record.topic(),
                    record.partition(),
                    record.offset());
            return Optional.empty();
        }
    }

    /**
     * Scan that production diagnosed.
     *
     * @param production its diagnosis by production
     * @param pixels uint8[H,W], the candidate's input
     */
    private record Loaded(Diagnosis production, byte[] pixels) {}
}
