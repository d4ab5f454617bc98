package dev.thorax.inference.shadow;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Probabilities;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.inference.scoring.DiagnosisFactory;
import dev.thorax.inference.scoring.ImageScore;
import dev.thorax.inference.scoring.ScoredScan;
import dev.thorax.onnx.ModelRunException;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.lungs.NetworkInput;
import dev.thorax.onnx.lungs.Preprocessor;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.trace.BatchTraces;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/** Scores with the candidate the scans that production diagnosed, and counts where the two agree. */
@ApplicationScoped
class CandidateScorer {
    private static final Logger LOG = Logger.getLogger(CandidateScorer.class);

    private final ObjectStore store;
    private final DiagnosisFactory diagnoses;
    private final InferenceMetrics metrics;
    private final BatchTraces traces;

    CandidateScorer(ObjectStore store, DiagnosisFactory diagnoses, InferenceMetrics metrics, BatchTraces traces) {
        this.store = store;
        this.diagnoses = diagnoses;
        this.metrics = metrics;
        this.traces = traces;
    }

    /**
     * Returns the candidate's diagnoses. A scan that it cannot score has none and is counted.
     *
     * @param records production's diagnoses
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    List<Message<byte[]>> score(List<ConsumerRecord<String, byte[]>> records, OpenedModel<ScoringSession> model) {
        List<Loaded> all = records.stream()
                .flatMap(record -> traces.during(record, () -> load(record, model.preprocessor())).stream())
                .toList();
        List<Loaded> loaded = all.stream().filter(scan -> scan.input() != null).toList();
        List<Message<byte[]>> answers = all.stream()
                .filter(scan -> scan.input() == null)
                .map(scan ->
                        compared(scan.production(), diagnoses.withoutLungs(ScoredScan.of(scan.production()), model)))
                .collect(Collectors.toCollection(ArrayList::new));
        if (!loaded.isEmpty()) {
            long start = System.nanoTime();
            List<ImageScore> rows = run(loaded, model);
            long nanos = System.nanoTime() - start;
            metrics.candidateScoring().record(nanos, TimeUnit.NANOSECONDS);
            for (int i = 0; i < rows.size(); i++) {
                answer(loaded.get(i), rows.get(i), nanos / 1e6 / rows.size(), model)
                        .ifPresent(answers::add);
            }
        }
        metrics.candidateFailed().increment(records.size() - answers.size());
        return answers;
    }

    private Optional<Message<byte[]>> answer(
            Loaded scan, ImageScore score, double millis, OpenedModel<ScoringSession> model) {
        if (!Probabilities.areThese(score.probabilities())) {
            return Optional.empty();
        }
        ScoredScan scored = ScoredScan.of(scan.production());
        return Optional.of(
                compared(scan.production(), diagnoses.of(scored, scan.input().lungs(), score, millis, model)));
    }

    private Message<byte[]> compared(Diagnosis production, Diagnosis candidate) {
        boolean agree = candidate.outcome() == production.outcome()
                && Objects.equals(candidate.diagnosis(), production.diagnosis());
        metrics.compared(agree).increment();
        return DiagnosisFactory.record(Topics.DIAGNOSES_CANDIDATE, candidate);
    }

    /** Returns no rows if the network does not run. */
    private static List<ImageScore> run(List<Loaded> loaded, OpenedModel<ScoringSession> model) {
        InputSpec input = model.manifest().input();
        ByteBuffer images = ByteBuffer.allocateDirect(loaded.size() * input.height() * input.width());
        loaded.forEach(scan -> images.put(scan.input().pixels()));
        try {
            return ImageScore.of(model.session().scoreAndMeasure(images.flip(), loaded.size()));
        } catch (ModelRunException e) {
            LOG.warnf(
                    "The candidate's network did not run model=%s version=%s cause=\"%s\"",
                    model.manifest().model(), model.manifest().version(), e.getMessage());
            return List.of();
        }
    }

    private Optional<Loaded> load(ConsumerRecord<String, byte[]> record, Preprocessor preprocessor) {
        try {
            Diagnosis production = Json.read(record.value(), Diagnosis.class);
            if (!StorageKeys.isName(production.scanId())) {
                return Optional.empty();
            }
            byte[] png = store.get(StorageKeys.image(production.scanId()));
            GreyImage image = CanonicalImage.fromPng(png, preprocessor.input().canonical());
            return Optional.of(
                    new Loaded(production, preprocessor.prepare(image).orElse(null)));
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
     * @param input what the candidate's network sees of it, or null if it wants to see the lungs and they are not found
     */
    private record Loaded(Diagnosis production, @Nullable NetworkInput input) {}
}
