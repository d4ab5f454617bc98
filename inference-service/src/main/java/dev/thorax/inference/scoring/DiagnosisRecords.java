package dev.thorax.inference.scoring;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.model.Probabilities;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.inference.loading.LoadedScan;
import dev.thorax.inference.loading.LoadedScan.Ready;
import dev.thorax.inference.loading.LoadedScan.Unscorable;
import dev.thorax.inference.loading.LoadedScan.WithoutLungs;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.runtime.trace.AnsweredRecord;
import dev.thorax.runtime.trace.BatchTraces;

/** Creates the record that answers a stored scan: its diagnosis, or the reason why there is none. */
@ApplicationScoped
class DiagnosisRecords {
    private static final Logger LOG = Logger.getLogger(DiagnosisRecords.class);
    private static final Unscorable NO_PROBABILITIES = new Unscorable(
            "probabilities-invalid",
            "The network gave no probabilities for this scan; look at the scan, or promote another version and send it again under another id.");

    private final Clock clock;
    private final DiagnosisFactory diagnoses;
    private final InferenceMetrics metrics;
    private final BatchTraces traces;

    DiagnosisRecords(Clock clock, DiagnosisFactory diagnoses, InferenceMetrics metrics, BatchTraces traces) {
        this.clock = clock;
        this.diagnoses = diagnoses;
        this.metrics = metrics;
        this.traces = traces;
    }

    /** Returns one answer for each of {@code records}, whose scans are {@code scans}. */
    List<Message<byte[]>> of(
            List<ConsumerRecord<String, byte[]>> records,
            List<LoadedScan> scans,
            Scores scores,
            OpenedModel<ScoringSession> model) {
        Instant now = clock.instant();
        List<Message<byte[]>> answers = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            if (scans.get(i) instanceof Ready scan) {
                ImageScore score = scores.rows().next();
                Message<byte[]> answer = Probabilities.areThese(score.probabilities())
                        ? diagnosis(diagnoses.of(
                                ScoredScan.of(scan.event()), scan.input().lungs(), score, scores.millis(), model))
                        : failure(records.get(i), NO_PROBABILITIES, now);
                answers.add(AnsweredRecord.mark(records.get(i), answer));
            } else if (scans.get(i) instanceof WithoutLungs scan) {
                Diagnosis diagnosis = diagnoses.withoutLungs(ScoredScan.of(scan.event()), model);
                answers.add(AnsweredRecord.mark(records.get(i), diagnosis(diagnosis)));
            } else if (scans.get(i) instanceof Unscorable scan) {
                answers.add(AnsweredRecord.mark(records.get(i), failure(records.get(i), scan, now)));
            }
        }
        return answers;
    }

    /** Returns the answer to a record whose scan could not be scored for an error of the program. */
    Message<byte[]> setAside(ConsumerRecord<String, byte[]> record, String sentence) {
        return failure(record, new Unscorable("unprocessable", sentence), clock.instant());
    }

    private Message<byte[]> diagnosis(Diagnosis diagnosis) {
        metrics.diagnosed(diagnosis).increment();
        return DiagnosisFactory.record(Topics.DIAGNOSES, diagnosis);
    }

    private Message<byte[]> failure(ConsumerRecord<String, byte[]> record, Unscorable scan, Instant now) {
        String origin = record.topic() + "-" + record.partition() + "@" + record.offset();
        byte[] value = record.value() == null ? new byte[0] : record.value();
        metrics.failed(scan.reason()).increment();
        traces.run(
                record, () -> LOG.warnf("A stored scan cannot be scored reason=%s origin=%s", scan.reason(), origin));
        return OutgoingRecords.rejection(
                Topics.DIAGNOSES_FAILED, record.key(), value, scan.reason(), scan.detail(), origin, now);
    }
}
