package dev.thorax.inference.score;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.events.Diagnosis;
import dev.thorax.events.Outgoing;
import dev.thorax.events.ScanStored;
import dev.thorax.events.Topics;
import dev.thorax.inference.InferenceMetrics;
import dev.thorax.model.Probabilities;
import dev.thorax.inference.model.ServingModel;
import dev.thorax.inference.scan.LoadedScan;
import dev.thorax.inference.scan.LoadedScan.Ready;
import dev.thorax.inference.scan.LoadedScan.Unscorable;
import dev.thorax.model.Manifest;

/** Makes the record that answers a stored scan: a diagnosis, or why there is none. */
@ApplicationScoped
class Answers {
    private static final Logger LOG = Logger.getLogger(Answers.class);
    private static final String SOURCE = "/thorax/inference";
    private static final Unscorable NO_PROBABILITIES = new Unscorable(
            "probabilities-invalid",
            "The network gave no probabilities for this scan; look at the scan, or promote another version and send it again under another id.");

    private final Clock clock;
    private final String explanations;
    private final InferenceMetrics metrics;

    Answers(
            Clock clock,
            @ConfigProperty(name = "thorax.explain.url", defaultValue = "http://127.0.0.1:8084") URI explain,
            InferenceMetrics metrics) {
        this.clock = clock;
        this.explanations = explain.toString().replaceAll("/+$", "") + "/explanations/";
        this.metrics = metrics;
    }

    /** One answer for each of {@code records}, whose scans are {@code scans}. */
    List<Message<byte[]>> of(
            List<ConsumerRecord<String, byte[]>> records, List<LoadedScan> scans, Scores scores, ServingModel model) {
        Instant now = clock.instant();
        List<Message<byte[]>> answers = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            if (scans.get(i) instanceof Ready scan) {
                float[] row = scores.rows().next();
                answers.add(
                        Probabilities.areThese(row)
                                ? diagnosis(scan.event(), row, scores.millis(), model, now)
                                : failure(records.get(i), NO_PROBABILITIES, now));
            } else if (scans.get(i) instanceof Unscorable scan) {
                answers.add(failure(records.get(i), scan, now));
            }
        }
        return answers;
    }

    private Message<byte[]> diagnosis(ScanStored scan, float[] row, double millis, ServingModel model, Instant now) {
        Manifest manifest = model.manifest();
        Diagnosis diagnosis = new Diagnosis(
                scan.scanId(),
                scan.patient(),
                manifest.classes().get(best(row)),
                byClass(manifest.classes(), row),
                manifest.model(),
                manifest.version(),
                model.digest(),
                scan.imageKey(),
                millis,
                scan.storedAt(),
                now,
                URI.create(explanations + scan.scanId() + "?model=" + manifest.model() + "&version="
                        + manifest.version()));
        String id = scan.scanId() + "/" + manifest.model() + "/" + manifest.version();
        return Outgoing.event(diagnosis, scan.scanId(), id, SOURCE, now);
    }

    private Message<byte[]> failure(ConsumerRecord<String, byte[]> record, Unscorable scan, Instant now) {
        String origin = record.topic() + "-" + record.partition() + "@" + record.offset();
        byte[] value = record.value() == null ? new byte[0] : record.value();
        metrics.failed(scan.reason()).increment();
        LOG.warnf("A stored scan cannot be scored reason=%s origin=%s", scan.reason(), origin);
        return Outgoing.rejection(
                Topics.DIAGNOSES_FAILED, record.key(), value, scan.reason(), scan.detail(), origin, now);
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
