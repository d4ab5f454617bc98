package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.smallrye.reactive.messaging.kafka.transactions.KafkaTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Turns a batch of records into other records in one Kafka transaction with the batch's offsets. All of it happens, or
 * none, and then the batch is delivered again.
 *
 * <p>SmallRye's own {@code withTransaction} reports a failed commit as a success, and does not always return to the
 * committed offsets after a failure. Either would lose the batch (docs/decisions/0002). So the committed offsets are read
 * back after each success, and restored after each failure.
 */
@ApplicationScoped
public class ExactlyOnce {
    private static final Logger LOG = Logger.getLogger(ExactlyOnce.class);
    /** Failures of Kafka itself in a row after which only a new producer helps. */
    private static final int FAILURES_TO_STOP = 5;

    private final KafkaClientService clients;
    private final Duration pause;
    private final Runnable exit;
    private final Map<String, Integer> failuresInARow = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    @Inject
    ExactlyOnce(KafkaClientService clients) {
        this(clients, Duration.ofSeconds(2), () -> Quarkus.asyncExit(1));
    }

    /**
     * Creates an instance with other pauses and another end.
     *
     * @param pause time before a failed batch or question is tried again
     * @param exit stops the service
     */
    ExactlyOnce(KafkaClientService clients, Duration pause, Runnable exit) {
        this.clients = clients;
        this.pause = pause;
        this.exit = exit;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /**
     * Runs {@code work} in a transaction. If it throws, nothing is sent and the batch is delivered again after a pause:
     * throw if a dependency is broken, send a rejection if a record is broken.
     *
     * @param producer the transactional channel
     * @param batch a message of a channel with {@code batch=true}, {@code commit-strategy=ignore} and
     *     {@code failure-strategy=ignore}
     * @param work makes the records to send; runs on the caller's thread, may block
     */
    public Uni<Void> process(
            KafkaTransactions<byte[]> producer,
            Message<?> batch,
            Function<ConsumerRecords<String, byte[]>, List<Message<byte[]>>> work) {
        IncomingKafkaRecordBatchMetadata<String, byte[]> metadata = metadata(batch);
        AtomicBoolean worked = new AtomicBoolean();
        return producer.withTransaction(batch, emitter -> {
                    List<Message<byte[]>> records = work.apply(metadata.getRecords());
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
                .call(() -> Uni.createFrom().voidItem().onItem().delayIt().by(pause))
                // A failure that leaves the method would end the channel, and the batch is on its way again already.
                .onFailure()
                .recoverWithNull();
    }

    /**
     * Runs {@code work} on {@code thread} before a transaction begins, for work that takes longer than a transaction may
     * last. Sends the records that it made in a transaction. A failure of {@code work} has the same effect as in
     * {@link #process}.
     */
    public Uni<Void> processBefore(
            KafkaTransactions<byte[]> producer,
            Message<?> batch,
            Executor thread,
            Function<ConsumerRecords<String, byte[]>, List<Message<byte[]>>> work) {
        return Uni.createFrom()
                .item(() -> work.apply(metadata(batch).getRecords()))
                .runSubscriptionOn(thread)
                .onItemOrFailure()
                .transformToUni(
                        (records, failure) -> process(producer, batch, ignored -> recordsOrThrow(records, failure)));
    }

    private static List<Message<byte[]>> recordsOrThrow(List<Message<byte[]>> records, Throwable failure) {
        if (failure != null) {
            throw new IllegalStateException("The batch could not be answered: " + failure.getMessage(), failure);
        }
        return records;
    }

    @SuppressWarnings("unchecked")
    private static IncomingKafkaRecordBatchMetadata<String, byte[]> metadata(Message<?> batch) {
        return batch.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                .orElseThrow(() -> new IllegalArgumentException("The channel must have batch=true."));
    }

    private Uni<Void> requireCommitted(IncomingKafkaRecordBatchMetadata<?, ?> metadata) {
        Map<TopicPartition, Long> next = new HashMap<>();
        metadata.getOffsets().forEach((partition, last) -> next.put(partition, last.offset() + 1));
        return untilAnswered(Uni.createFrom().deferred(() -> clients.getConsumer(metadata.getChannel())
                        .committed(next.keySet().toArray(TopicPartition[]::new))))
                .invoke(committed -> next.forEach((partition, offset) -> {
                    if (!hasReached(committed.get(partition), offset)) {
                        throw new IllegalStateException("The Kafka transaction was not committed");
                    }
                }))
                .replaceWithVoid();
    }

    private Uni<Void> rewind(String channel) {
        return untilAnswered(Uni.createFrom()
                        .deferred(() -> clients.getConsumer(channel).resetToLastCommittedPositions()))
                .replaceWithVoid();
    }

    /** Repeats a call of the broker until it answers, because the answer decides whether records are lost. */
    private <T> Uni<T> untilAnswered(Uni<T> call) {
        return call.onFailure(failure -> !stopping)
                .retry()
                .withBackOff(pause, pause.multipliedBy(5))
                .indefinitely();
    }

    private static boolean hasReached(OffsetAndMetadata committed, long next) {
        return committed != null && committed.offset() >= next;
    }

    private void report(Throwable failure, String channel, boolean worked) {
        LOG.errorf(
                "A batch was not processed and comes again channel=%s pause=%s cause=\"%s\"", channel, pause, failure);
        LOG.debug("The failure in full", failure);
        if (isFenced(failure)) {
            LOG.error("This instance's Kafka producer is fenced: another instance has the same thorax.instance, or the "
                    + "broker was away for longer than a transaction may take; it stops, nothing is lost, start it again "
                    + "and give each replica its own thorax.instance.");
            exit.run();
        } else if (worked && failuresInARow.merge(channel, 1, Integer::sum) >= FAILURES_TO_STOP) {
            LOG.errorf(
                    "Kafka transactions failed in a row, so this instance stops; nothing is lost, start it again. failures=%d",
                    FAILURES_TO_STOP);
            exit.run();
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
