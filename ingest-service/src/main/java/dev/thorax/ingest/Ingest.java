package dev.thorax.ingest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.transactions.KafkaTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.admission.Admission;
import dev.thorax.ingest.admission.AdmissionPool;
import dev.thorax.ingest.admission.Outcome;
import dev.thorax.ingest.admission.OutcomeRecords;
import dev.thorax.ingest.admission.PublishedRecords;
import dev.thorax.ingest.admission.ScanHistory;
import dev.thorax.ingest.admission.ScanTopics;
import dev.thorax.ingest.attempt.AttemptGuard;
import dev.thorax.ingest.attempt.DeliveredPositions;
import dev.thorax.ingest.metrics.IngestMetrics;
import dev.thorax.ingest.record.Scan;
import dev.thorax.ingest.record.ScanRecords;
import dev.thorax.runtime.kafka.BatchHandler;
import dev.thorax.runtime.kafka.ExactlyOnce;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

/**
 * Moves scans through this service. Records of {@code thorax.scans} come in batches. Each scan is judged and made durable.
 * Its event or rejection leaves in one Kafka transaction with the batch's offsets.
 *
 * <p>A scan over 32 MiB that the topic takes is rejected as {@code too-large}. The broker refuses a record over the topic's
 * own limit (34 MiB) with {@code RecordTooLargeException} to the device's producer.
 */
@ApplicationScoped
public class Ingest implements BatchHandler {
    private final KafkaTransactions<byte[]> outcomes;
    private final ExactlyOnce exactlyOnce;
    private final Admission admission;
    private final OutcomeRecords records;
    private final ScanHistory history;
    private final PublishedRecords published;
    private final AdmissionPool pool;
    private final DeliveredPositions positions;
    private final AttemptGuard attempts;
    private final IngestMetrics metrics;

    /** The topics of the batch in work. Batches come one after the other. */
    private volatile ScanTopics topics;

    Ingest(
            @Channel("outcomes") KafkaTransactions<byte[]> outcomes,
            ExactlyOnce exactlyOnce,
            Admission admission,
            OutcomeRecords records,
            ScanHistory history,
            PublishedRecords published,
            AdmissionPool pool,
            DeliveredPositions positions,
            AttemptGuard attempts,
            IngestMetrics metrics) {
        this.outcomes = outcomes;
        this.exactlyOnce = exactlyOnce;
        this.admission = admission;
        this.records = records;
        this.history = history;
        this.published = published;
        this.pool = pool;
        this.positions = positions;
        this.attempts = attempts;
        this.metrics = metrics;
    }

    /** Processes a batch. If the store or the broker fails, nothing of it is published and it comes again. */
    @Incoming("scans")
    @Blocking
    public Uni<Void> process(Message<List<byte[]>> batch) {
        return exactlyOnce.process(outcomes, batch, this);
    }

    /** Judges scans of one id one after the other, so that the first one claims it and the last label counts. */
    @Override
    public List<Message<byte[]>> answer(ConsumerRecords<String, byte[]> batch) {
        topics = history.topics();
        Map<String, List<Scan>> byId = StreamSupport.stream(batch.spliterator(), false)
                .map(ScanRecords::read)
                .collect(groupingBy(Scan::id, LinkedHashMap::new, toList()));
        boolean mayRepeat = positions.mayRepeat(batch);
        List<Callable<List<Message<byte[]>>>> work = byId.values().stream()
                .map(scans -> admissionOf(scans, mayRepeat))
                .toList();
        List<Message<byte[]>> messages =
                pool.inOrder(work).stream().flatMap(List::stream).toList();
        positions.worked(batch);
        return messages;
    }

    @Override
    public List<Message<byte[]>> setAside(ConsumerRecord<String, byte[]> record, String sentence) {
        metrics.rejected(RejectionReason.UNPROCESSABLE);
        UnacceptableScanException why = new UnacceptableScanException(RejectionReason.UNPROCESSABLE, sentence);
        return List.of(records.rejection(ScanRecords.refused(record, why), why));
    }

    /** Marks the published scans, so that they are known without Kafka. */
    @Override
    public Uni<Void> committed(List<Message<byte[]>> sent) {
        return published.mark(sent, topics);
    }

    private Callable<List<Message<byte[]>>> admissionOf(List<Scan> scans, boolean mayRepeat) {
        return () -> scans.stream()
                .flatMap(scan -> records.of(scan, metrics.measure(() -> outcome(scan, mayRepeat))))
                .toList();
    }

    private Outcome outcome(Scan scan, boolean mayRepeat) {
        try {
            return mayRepeat
                    ? attempts.guard(scan, () -> admission.admit(scan, topics))
                    : admission.admit(scan, topics);
        } catch (UnacceptableScanException e) {
            return new Outcome.Rejected(e);
        }
    }
}
