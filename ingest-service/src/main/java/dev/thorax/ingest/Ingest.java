package dev.thorax.ingest;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.smallrye.reactive.messaging.kafka.transactions.KafkaTransactions;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.events.ExactlyOnce;

/**
 * The way of a scan through this service: records of {@code thorax.scans} come in batches, each scan is judged and made
 * durable, and its event or rejection leaves in one Kafka transaction with the batch's offsets.
 *
 * <p>A scan over 32 MiB that the topic still takes is rejected as {@code too-large}; what is over the topic's own limit
 * (34 MiB) the broker refuses to the device's producer, with {@code RecordTooLargeException}.
 */
@ApplicationScoped
public class Ingest {
    private final KafkaTransactions<byte[]> outcomes;
    private final ExactlyOnce exactlyOnce;
    private final Admission admission;
    private final Answers answers;
    private final Workers workers;
    private final IngestMetrics metrics;

    Ingest(
            @Channel("outcomes") KafkaTransactions<byte[]> outcomes,
            ExactlyOnce exactlyOnce,
            Admission admission,
            Answers answers,
            Workers workers,
            IngestMetrics metrics) {
        this.outcomes = outcomes;
        this.exactlyOnce = exactlyOnce;
        this.admission = admission;
        this.answers = answers;
        this.workers = workers;
        this.metrics = metrics;
    }

    /** Takes a batch; if store or broker fail, nothing of it is published and it comes again. */
    @Incoming("scans")
    @Blocking
    public Uni<Void> take(Message<List<byte[]>> batch) {
        return exactlyOnce.process(outcomes, batch, () -> answer(scans(batch)));
    }

    private List<Message<byte[]>> answer(Stream<Scan> scans) {
        List<Callable<Stream<Message<byte[]>>>> work =
                scans.map(this::answering).toList();
        return workers.inOrder(work).stream().flatMap(messages -> messages).toList();
    }

    private Callable<Stream<Message<byte[]>>> answering(Scan scan) {
        return () -> answers.to(scan, metrics.measure(() -> admission.admit(scan)));
    }

    @SuppressWarnings("unchecked")
    private static Stream<Scan> scans(Message<?> batch) {
        IncomingKafkaRecordBatchMetadata<String, byte[]> metadata =
                batch.getMetadata(IncomingKafkaRecordBatchMetadata.class).orElseThrow();
        return StreamSupport.stream(metadata.getRecords().spliterator(), false).map(ScanRecords::read);
    }
}
