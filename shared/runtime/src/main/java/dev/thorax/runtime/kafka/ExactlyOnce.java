package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.smallrye.reactive.messaging.kafka.transactions.KafkaTransactions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Turns a batch of records into other records in one Kafka transaction with the batch's offsets: all of it happens,
 * or none, and then the batch comes again.
 *
 * <p>SmallRye's own {@code withTransaction} reports a failed commit as a success, and does not always go back to the
 * committed offsets after a failure. Either would lose the batch (4.28.0 to 4.33.0, docs/decisions/0002). So the
 * committed offsets are read back after each success, and the consumer is rewound to them after each failure.
 */
@ApplicationScoped
public class ExactlyOnce {
    private static final Logger LOG = Logger.getLogger(ExactlyOnce.class);
    private static final Duration BACK_OFF = Duration.ofSeconds(2);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(10);
    /** Failures of Kafka itself in a row after which only a new producer helps. */
    private static final int HOPELESS = 5;

    private final KafkaClientService clients;
    private final Map<String, Integer> failuresInARow = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    ExactlyOnce(KafkaClientService clients) {
        this.clients = clients;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /**
     * Runs {@code work} in a transaction. If it throws, nothing is sent and the batch is delivered again after a pause:
     * throw for a broken dependency, send a rejection for a broken record.
     *
     * @param producer the transactional channel
     * @param batch what came in, from a channel with {@code batch=true}, {@code commit-strategy=ignore} and
     *     {@code failure-strategy=ignore}
     * @param work makes the records to send; called on the caller's thread, may block
     */
    public Uni<Void> process(
            KafkaTransactions<byte[]> producer, Message<?> batch, Supplier<List<Message<byte[]>>> work) {
        IncomingKafkaRecordBatchMetadata<?, ?> metadata = batch.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                .orElseThrow(() -> new IllegalArgumentException("The channel must have batch=true."));
        AtomicBoolean worked = new AtomicBoolean();
        return producer.withTransaction(batch, emitter -> {
                    List<Message<byte[]>> records = work.get();
                    worked.set(true);
                    records.forEach(emitter::send);
                    return Uni.createFrom().voidItem();
                })
                .chain(() -> requireCommitted(metadata))
                .invoke(() -> failuresInARow.remove(metadata.getChannel()))
                .onFailure()
                .invoke(failure -> report(failure, metadata.getChannel(), worked.get()))
                .onFailure()
                .call(() -> rewind(metadata.getChannel()))
                .onFailure()
                .call(() -> Uni.createFrom().voidItem().onItem().delayIt().by(BACK_OFF))
                // A failure that leaves the method would end the channel for good; the batch is on its way again
                // already.
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> requireCommitted(IncomingKafkaRecordBatchMetadata<?, ?> metadata) {
        Map<TopicPartition, Long> next = new HashMap<>();
        metadata.getOffsets().forEach((partition, last) -> next.put(partition, last.offset() + 1));
        return patiently(Uni.createFrom().deferred(() -> clients.getConsumer(metadata.getChannel())
                        .committed(next.keySet().toArray(TopicPartition[]::new))))
                .invoke(committed -> next.forEach((partition, offset) -> {
                    if (!reached(committed.get(partition), offset)) {
                        throw new IllegalStateException("The Kafka transaction was not committed");
                    }
                }))
                .replaceWithVoid();
    }

    private Uni<Void> rewind(String channel) {
        return patiently(Uni.createFrom()
                        .deferred(() -> clients.getConsumer(channel).resetToLastCommittedPositions()))
                .replaceWithVoid();
    }

    /** Asks the broker until it answers, as what is asked decides whether records are lost. */
    private <T> Uni<T> patiently(Uni<T> question) {
        return question.onFailure(failure -> !stopping)
                .retry()
                .withBackOff(BACK_OFF, LONGEST_BACK_OFF)
                .indefinitely();
    }

    private static boolean reached(OffsetAndMetadata committed, long next) {
        return committed != null && committed.offset() >= next;
    }

    private void report(Throwable failure, String channel, boolean worked) {
        LOG.errorf("A batch was not processed and comes again in %s: %s", BACK_OFF, failure.toString());
        LOG.debug("The failure in full", failure);
        if (isFenced(failure)) {
            LOG.error("This instance's Kafka producer is fenced: another instance has the same thorax.instance, or the "
                    + "broker was away for longer than a transaction may take; it stops, nothing is lost, start it again "
                    + "and give each replica its own thorax.instance.");
            Quarkus.asyncExit(1);
        } else if (worked && failuresInARow.merge(channel, 1, Integer::sum) >= HOPELESS) {
            LOG.errorf(
                    "%d Kafka transactions in a row failed, so this instance stops; nothing is lost, start it again.",
                    HOPELESS);
            Quarkus.asyncExit(1);
        }
    }

    private static boolean isFenced(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ProducerFencedException || t instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }
}
