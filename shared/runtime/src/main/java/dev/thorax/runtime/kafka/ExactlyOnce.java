package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.smallrye.reactive.messaging.kafka.transactions.KafkaTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.runtime.attempt.AttemptMarks;
import dev.thorax.runtime.trace.BatchTraces;

/**
 * Turns a batch of records into other records in one Kafka transaction with the batch's offsets. All of it happens, or
 * none, and then the batch is delivered again. A record that the work fails for is set aside, so that it stops no other.
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

    /** Records set aside in a row after which the fault is looked for in this process. */
    private static final int MOST_SET_ASIDE = 20;

    /** Ends the name under which the record of a channel is watched that is answered alone. */
    private static final String ALONE = "-alone";

    private static final Duration AFTER_COMMIT = Duration.ofSeconds(30);

    private final CommittedOffsets offsets;
    private final BatchMeters batches;
    private final AnsweredPositions positions;
    private final BatchBisector bisector;
    private final Duration pause;
    private final FatalErrors errors;
    private final AttemptMarks marks;
    private final BatchTraces traces;
    private final Map<String, Lock> works = new ConcurrentHashMap<>();
    private final Map<String, Integer> failuresInARow = new ConcurrentHashMap<>();
    private final Set<String> withShortAnswers = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    @Inject
    ExactlyOnce(
            KafkaClientService clients,
            BatchMeters batches,
            AnsweredPositions positions,
            AttemptMarks marks,
            BatchTraces traces,
            FatalErrors errors) {
        this(clients, batches, positions, marks, traces, Duration.ofSeconds(2), errors);
    }

    /**
     * Creates an instance with other pauses.
     *
     * @param pause time before a failed record, batch or question is tried again
     */
    ExactlyOnce(
            KafkaClientService clients,
            BatchMeters batches,
            AnsweredPositions positions,
            AttemptMarks marks,
            BatchTraces traces,
            Duration pause,
            FatalErrors errors) {
        this.offsets = new CommittedOffsets(clients, pause, () -> stopping);
        this.positions = positions;
        this.batches = batches;
        this.marks = marks;
        this.traces = traces;
        this.bisector = new BatchBisector(batches, traces, pause, () -> stopping);
        this.pause = pause;
        this.errors = errors;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /**
     * Answers {@code batch} in a transaction. If broker or store fail, nothing is sent and the batch is delivered again after
     * a pause. If the work fails for another reason, it is split down to the record that is the cause, which is set aside.
     *
     * @param producer the transactional channel
     * @param batch a message of a channel with {@code batch=true}, {@code commit-strategy=ignore} and
     *     {@code failure-strategy=ignore}
     * @param handler makes the records to send; runs on the caller's thread, may block
     */
    public Uni<Void> process(KafkaTransactions<byte[]> producer, Message<?> batch, BatchHandler handler) {
        IncomingKafkaRecordBatchMetadata<String, byte[]> metadata = metadata(batch);
        batches.begin(metadata.getChannel());
        return transact(producer, batch, metadata, handler, () -> answers(metadata, handler));
    }

    /**
     * Does the work on {@code thread} before a transaction begins, for work that takes longer than a transaction may last.
     * Sends the records that it made in a transaction. Else it is as {@link #process}.
     */
    public Uni<Void> processBefore(
            KafkaTransactions<byte[]> producer, Message<?> batch, Executor thread, BatchHandler handler) {
        IncomingKafkaRecordBatchMetadata<String, byte[]> metadata = metadata(batch);
        batches.begin(metadata.getChannel());
        return Uni.createFrom()
                .item(() -> answers(metadata, handler))
                .runSubscriptionOn(thread)
                .onItemOrFailure()
                .transformToUni((records, failure) ->
                        transact(producer, batch, metadata, handler, () -> recordsOrThrow(records, failure)));
    }

    private Uni<Void> transact(
            KafkaTransactions<byte[]> producer,
            Message<?> batch,
            IncomingKafkaRecordBatchMetadata<String, byte[]> metadata,
            BatchHandler handler,
            Supplier<List<Message<byte[]>>> work) {
        String channel = metadata.getChannel();
        AtomicBoolean worked = new AtomicBoolean();
        AtomicReference<List<Message<byte[]>>> sent = new AtomicReference<>();
        return producer.withTransaction(batch, emitter -> {
                    List<Message<byte[]>> records = work.get();
                    worked.set(true);
                    sent.set(records);
                    records.forEach(emitter::send);
                    return Uni.createFrom().voidItem();
                })
                .chain(() -> offsets.require(metadata))
                .invoke(() -> committed(channel))
                .invoke(() -> positions.committed(metadata.getRecords()))
                .call(() -> afterCommit(() -> handler.committed(sent.get())))
                .onFailure()
                .invoke(failure -> report(failure, channel, worked.get()))
                .onFailure()
                .call(() -> offsets.restore(channel))
                .onFailure()
                .invoke(() -> batches.failed(channel))
                .onFailure()
                .call(() -> Uni.createFrom().voidItem().onItem().delayIt().by(pause))
                // A failure that leaves the method would end the channel, and the batch is on its way again already.
                .onFailure()
                .recoverWithNull();
    }

    private static Uni<Void> afterCommit(Supplier<Uni<? extends Void>> work) {
        return Uni.createFrom()
                .deferred(work)
                .onFailure()
                .invoke(failure -> LOG.warnf("What follows a commit was not done cause=\"%s\"", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private List<Message<byte[]>> answers(
            IncomingKafkaRecordBatchMetadata<String, byte[]> metadata, BatchHandler handler) {
        String channel = metadata.getChannel();
        return exclusively(channel, () -> {
            marks.working(metadata.getRecords());
            return answers(channel, metadata.getRecords(), handler);
        });
    }

    private List<Message<byte[]>> answers(String channel, ConsumerRecords<String, byte[]> batch, BatchHandler handler) {
        List<ConsumerRecord<String, byte[]>> records = positions.unanswered(batch, handler.answersAgain());
        batches.answeredBefore(channel, batch.count() - records.size());
        List<Message<byte[]>> answers = traces.traced(
                channel,
                records,
                () -> withShortAnswers.contains(channel)
                        ? bisector.shortAnswers(channel, records, handler)
                        : bisector.answers(channel, records, handler));
        return Stream.concat(answers.stream(), positions.of(records).stream()).toList();
    }

    /** Returns the answers to a record that comes outside of a batch. Waits while a batch of its channel is in work. */
    List<Message<byte[]>> answerAlone(ConsumerRecord<String, byte[]> record, BatchHandler handler) {
        String channel = handler.channel();
        String alone = channel + ALONE;
        return exclusively(channel, () -> {
            batches.begin(alone);
            try {
                return answers(channel, BatchBisector.batch(List.of(record)), handler);
            } finally {
                batches.done(alone);
            }
        });
    }

    /** Returns the answers to a record that is refused. */
    List<Message<byte[]>> refuse(ConsumerRecord<String, byte[]> record, String sentence, BatchHandler handler) {
        return withPosition(handler.refuse(record, sentence), record);
    }

    /** Returns the short answer to a record whose answer is larger than its topic takes. */
    List<Message<byte[]>> tooLarge(ConsumerRecord<String, byte[]> record, BatchHandler handler) {
        return withPosition(bisector.tooLarge(handler.channel(), record, handler), record);
    }

    /** Does what follows the commit of the answers to a record that came outside of a batch. Waits for 30 s at most. */
    void committedAlone(ConsumerRecord<String, byte[]> record, List<Message<byte[]>> sent, BatchHandler handler) {
        positions.committed(BatchBisector.batch(List.of(record)));
        afterCommit(() -> handler.committed(sent).ifNoItem().after(AFTER_COMMIT).fail())
                .await()
                .indefinitely();
    }

    private List<Message<byte[]>> withPosition(List<Message<byte[]>> answers, ConsumerRecord<String, byte[]> record) {
        return Stream.concat(answers.stream(), positions.of(List.of(record)).stream())
                .toList();
    }

    private <T> T exclusively(String channel, Supplier<T> work) {
        Lock lock = works.computeIfAbsent(channel, any -> new ReentrantLock());
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private void committed(String channel) {
        failuresInARow.remove(channel);
        withShortAnswers.remove(channel);
        batches.done(channel);
        if (batches.setAsideInARow(channel) >= MOST_SET_ASIDE) {
            LOG.errorf(
                    "Records were set aside one after the other, so this instance stops; start it again. channel=%s records=%d",
                    channel, MOST_SET_ASIDE);
            errors.exit();
        }
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

    private void report(Throwable failure, String channel, boolean worked) {
        LOG.errorf(
                "A batch was not processed and comes again channel=%s pause=%s cause=\"%s\"",
                channel, pause, OutgoingRecords.cut(failure.toString()));
        LOG.debug("The failure in full", failure);
        if (BatchFailures.fatal(failure).isPresent()) {
            errors.exitAfter(failure);
        } else if (BatchFailures.isFenced(failure)) {
            LOG.error("This instance's Kafka producer is fenced: another instance has the same thorax.instance, or the "
                    + "broker was away for longer than a transaction may take; it stops, nothing is lost, start it again "
                    + "and give each replica its own thorax.instance.");
            errors.exit();
        } else if (worked && BatchFailures.isRefusedAnswer(failure) && withShortAnswers.add(channel)) {
            LOG.warnf("An answer is larger than its topic takes and is made short channel=%s", channel);
        } else if (worked && failuresInARow.merge(channel, 1, Integer::sum) >= FAILURES_TO_STOP) {
            LOG.errorf(
                    "Kafka transactions failed in a row, so this instance stops; nothing is lost, start it again. failures=%d",
                    FAILURES_TO_STOP);
            errors.exit();
        }
    }
}
