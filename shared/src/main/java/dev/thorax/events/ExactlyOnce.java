package dev.thorax.events;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.Quarkus;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
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
 * <p>SmallRye's own {@code withTransaction} reports a failed commit as a success and goes on with the next batch, which
 * would lose this one (seen in 4.28.0; docs/decisions/0002). So the committed offsets are read back after each.
 */
@ApplicationScoped
public class ExactlyOnce {
    private static final Logger LOG = Logger.getLogger(ExactlyOnce.class);
    private static final Duration BACK_OFF = Duration.ofSeconds(2);

    private final KafkaClientService clients;

    ExactlyOnce(KafkaClientService clients) {
        this.clients = clients;
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
        return producer.withTransaction(batch, emitter -> {
                    work.get().forEach(emitter::send);
                    return Uni.createFrom().voidItem();
                })
                .chain(() -> redeliverUnlessCommitted(metadata))
                .onFailure()
                .invoke(this::report)
                .onFailure()
                .call(() -> Uni.createFrom().voidItem().onItem().delayIt().by(BACK_OFF))
                // A failure that leaves the method would end the channel for good; the batch is on its way again
                // already.
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> redeliverUnlessCommitted(IncomingKafkaRecordBatchMetadata<?, ?> metadata) {
        Map<TopicPartition, Long> next = new HashMap<>();
        metadata.getOffsets().forEach((partition, last) -> next.put(partition, last.offset() + 1));
        KafkaConsumer<Object, Object> consumer = clients.getConsumer(metadata.getChannel());
        return consumer.committed(next.keySet().toArray(TopicPartition[]::new)).chain(committed -> {
            boolean all = next.entrySet().stream().allMatch(e -> reached(committed.get(e.getKey()), e.getValue()));
            return all
                    ? Uni.createFrom().voidItem()
                    : consumer.resetToLastCommittedPositions().chain(() -> Uni.createFrom()
                            .failure(new IllegalStateException(
                                    "The Kafka transaction was not committed; its records come again.")));
        });
    }

    private static boolean reached(OffsetAndMetadata committed, long next) {
        return committed != null && committed.offset() >= next;
    }

    private void report(Throwable failure) {
        LOG.errorf("A batch was not processed and comes again in %s: %s", BACK_OFF, failure.toString());
        LOG.debug("The failure in full", failure);
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ProducerFencedException || t instanceof InvalidProducerEpochException) {
                LOG.error("Another instance took over this one's transactional id, so this one stops; "
                        + "give each replica its own thorax.instance.");
                Quarkus.asyncExit(1);
                return;
            }
        }
    }
}
