package dev.thorax.ingest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
import dev.thorax.ingest.admission.OutcomeRecords;
import dev.thorax.ingest.admission.PublishedRecords;
import dev.thorax.ingest.admission.ScanHistory;
import dev.thorax.ingest.admission.ScanTopics;
import dev.thorax.ingest.metrics.IngestMetrics;
import dev.thorax.ingest.record.Scan;
import dev.thorax.ingest.record.ScanRecords;
import dev.thorax.runtime.kafka.BatchHandler;
import dev.thorax.runtime.kafka.ExactlyOnce;
import dev.thorax.runtime.trace.AnsweredRecord;
import dev.thorax.runtime.trace.BatchTraces;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

/**
 * Moves scans through this service. Records of {@code thorax.scans}, and of the topics of devices, come in batches. Each scan is judged and made durable.
 * Its event or rejection leaves in one Kafka transaction with the batch's offsets.
 *
 * <p>A scan over 32 MiB that the topic takes is rejected as {@code too-large}. The broker refuses a record over the topic's
 * own limit (34 MiB) with {@code RecordTooLargeException} to the device's producer.
 */
@ApplicationScoped
public class Ingest implements BatchHandler {
    private static final String CHANNEL = "scans";

    private final KafkaTransactions<byte[]> outcomes;
    private final ExactlyOnce exactlyOnce;
    private final Admission admission;
    private final OutcomeRecords records;
    private final ScanHistory history;
    private final PublishedRecords published;
    private final AdmissionPool pool;
    private final IngestMetrics metrics;
    private final BatchTraces traces;

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
            IngestMetrics metrics,
            BatchTraces traces) {
        this.outcomes = outcomes;
        this.exactlyOnce = exactlyOnce;
        this.admission = admission;
        this.records = records;
        this.history = history;
        this.published = published;
        this.pool = pool;
        this.metrics = metrics;
        this.traces = traces;
    }

    /** Processes a batch. If the store or the broker fails, nothing of it is published and it comes again. */
    @Incoming(CHANNEL)
    @Blocking
    public Uni<Void> process(Message<List<byte[]>> batch) {
        return exactlyOnce.process(outcomes, batch, this);
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    /** Judges scans of one id one after the other, so that the first one claims it and the last label counts. */
    @Override
    public List<Message<byte[]>> answer(ConsumerRecords<String, byte[]> batch) {
        topics = history.topics();
        Map<String, List<Received>> byId = StreamSupport.stream(batch.spliterator(), false)
                .map(record -> new Received(record, ScanRecords.read(record)))
                .collect(groupingBy(received -> received.scan().id(), LinkedHashMap::new, toList()));
        List<Callable<List<Message<byte[]>>>> work =
                byId.values().stream().map(this::admissionOf).toList();
        return pool.inOrder(work).stream().flatMap(List::stream).toList();
    }

    @Override
    public List<Message<byte[]>> setAside(ConsumerRecord<String, byte[]> record, String sentence) {
        return rejection(record, RejectionReason.UNPROCESSABLE, sentence);
    }

    @Override
    public List<Message<byte[]>> refuse(ConsumerRecord<String, byte[]> record, String sentence) {
        return rejection(record, RejectionReason.REPEATED_CRASH, sentence);
    }

    private List<Message<byte[]>> rejection(
            ConsumerRecord<String, byte[]> record, RejectionReason reason, String sentence) {
        metrics.rejected(reason);
        UnacceptableScanException why = new UnacceptableScanException(reason, sentence);
        return List.of(records.rejection(ScanRecords.refused(record, why), why));
    }

    /** Marks the published scans, so that they are known without Kafka. */
    @Override
    public Uni<Void> committed(List<Message<byte[]>> sent) {
        return published.mark(sent, topics);
    }

    private Callable<List<Message<byte[]>>> admissionOf(List<Received> scans) {
        return () -> scans.stream().flatMap(this::outcome).toList();
    }

    private Stream<Message<byte[]>> outcome(Received received) {
        Scan scan = received.scan();
        return traces.during(
                        received.record(), () -> records.of(scan, metrics.measure(() -> admission.admit(scan, topics))))
                .map(answer -> AnsweredRecord.mark(received.record(), answer));
    }

    private record Received(ConsumerRecord<String, byte[]> record, Scan scan) {}
}
