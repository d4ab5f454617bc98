package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.contracts.topic.DeviceTopics;
import dev.thorax.runtime.attempt.AttemptMark;
import dev.thorax.runtime.attempt.AttemptMarks;

/** Answers the first records of a partition one at a time, each in a transaction of its own and with a mark. */
@ApplicationScoped
class SingleRecords {
    private static final Logger LOG = Logger.getLogger(SingleRecords.class);

    /** Records that are answered one at a time at most: those of the largest batch. */
    private static final int MOST = 128;

    private static final int MOST_ENDED = 3;
    private static final byte[] NOT_READ = {};
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration UNTIL_KNOWN = Duration.ofSeconds(90);
    private static final String SENTENCE = "The service ended " + MOST_ENDED
            + " times while it read or processed this record, so the record is not tried again;"
            + " look for the cause in the log of the service, then send it anew.";

    private final AttemptMarks marks;
    private final ExactlyOnce exactlyOnce;
    private final FatalErrors errors;
    private final Function<String, Optional<BatchHandler>> handlers;
    private final Function<TopicPartition, RecordReader> readers;
    private final Function<String, RecordTransaction> transactions;
    /** The runs at work, one for each topic that begins. */
    private final Set<Run> running = new HashSet<>();

    private boolean stopping;

    @Inject
    SingleRecords(
            AttemptMarks marks,
            ExactlyOnce exactlyOnce,
            FatalErrors errors,
            @Any Instance<BatchHandler> handlers,
            KafkaClientService clients,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Config config) {
        this(
                marks,
                exactlyOnce,
                errors,
                topic -> handlers.stream()
                        .filter(handler -> DeviceTopics.catalogued(topic)
                                .equals(config.getValue(
                                        "mp.messaging.incoming." + handler.channel() + ".topic", String.class)))
                        .findFirst(),
                partition -> new RecordReader(kafka, partition),
                topic -> new RecordTransaction(transactional(clients), topic));
    }

    SingleRecords(
            AttemptMarks marks,
            ExactlyOnce exactlyOnce,
            FatalErrors errors,
            Function<String, Optional<BatchHandler>> handlers,
            Function<TopicPartition, RecordReader> readers,
            Function<String, RecordTransaction> transactions) {
        this.marks = marks;
        this.exactlyOnce = exactlyOnce;
        this.errors = errors;
        this.handlers = handlers;
        this.readers = readers;
        this.transactions = transactions;
    }

    /** Counts no process that ends in order, in the middle of a record or not. */
    synchronized void stop(@Observes ShutdownEvent event) {
        stopping = true;
        if (!errors.isExiting()) {
            running.forEach(run -> marks.waiting(run.partition, run.offset));
        }
    }

    /**
     * Answers the records at which the process of {@code left} may have ended, and moves {@code consumer} behind them.
     *
     * @param deadline the latest {@link System#nanoTime} to begin with a record
     * @throws KafkaException if the broker does not answer
     */
    void answer(Consumer<?, ?> consumer, TopicPartition partition, AttemptMark left, long deadline) {
        BatchHandler handler = handlers.apply(partition.topic()).orElseThrow();
        try (RecordReader reader = readers.apply(partition);
                RecordTransaction transaction = transactions.apply(partition.topic())) {
            run(new Run(consumer, partition, left, handler, reader, transaction), deadline);
        } catch (Error e) {
            errors.exitAfter(e);
            throw e;
        }
    }

    private void run(Run run, long deadline) {
        synchronized (this) {
            running.add(run);
        }
        try {
            run.untilAnswered(deadline);
        } finally {
            synchronized (this) {
                running.remove(run);
            }
        }
    }

    /** Marks the record of {@code run} that is next in work. Returns whether this process goes on. */
    private synchronized boolean mark(Run run, long offset, int ended, boolean read) {
        if (!stopping) {
            run.offset = offset;
            marks.alone(run.partition, offset, run.left.to(), ended, read);
        }
        return !stopping;
    }

    /** The records of one partition. */
    private final class Run {
        private final Consumer<?, ?> consumer;
        private final TopicPartition partition;
        private final AttemptMark left;
        private final BatchHandler handler;
        private final RecordReader reader;
        private final RecordTransaction transaction;
        private long offset;

        Run(
                Consumer<?, ?> consumer,
                TopicPartition partition,
                AttemptMark left,
                BatchHandler handler,
                RecordReader reader,
                RecordTransaction transaction) {
            this.consumer = consumer;
            this.partition = partition;
            this.left = left;
            this.handler = handler;
            this.reader = reader;
            this.transaction = transaction;
            this.offset = left.from();
        }

        void untilAnswered(long deadline) {
            boolean goesOn = isReady(deadline);
            for (int count = 0; goesOn && count < MOST && System.nanoTime() < deadline; count++) {
                goesOn = consumer.position(partition) <= left.to() && next();
            }
        }

        private boolean isReady(long deadline) {
            while (!handler.isReady() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return handler.isReady();
        }

        /** Answers the next record. Returns whether there was one and it was answered. */
        private boolean next() {
            long position = consumer.position(partition);
            if (reader.isAtEnd(position)) {
                return false;
            }
            int unread = left.read() ? 1 : endedAt(position);
            if (unread >= MOST_ENDED) {
                return refuse(new ConsumerRecord<>(partition.topic(), partition.partition(), position, null, NOT_READ));
            }
            if (!mark(this, position, unread, false)) {
                return false;
            }
            Optional<ConsumerRecord<String, byte[]>> record = reader.read(position);
            return record.isPresent()
                    && answer(record.get(), left.read() ? endedAt(record.get().offset()) : unread);
        }

        /** Returns how many processes have ended at the record at {@code offset}, with the one that left the mark. */
        private int endedAt(long offset) {
            return offset == left.from() ? left.ended() + 1 : 1;
        }

        private boolean answer(ConsumerRecord<String, byte[]> record, int ended) {
            if (ended >= MOST_ENDED) {
                return refuse(record);
            }
            if (!mark(this, record.offset(), ended, true)) {
                return false;
            }
            List<Message<byte[]>> answers;
            try {
                answers = exactlyOnce.answerAlone(record, handler);
            } catch (RuntimeException e) {
                LOG.warnf(
                        "A record was not answered alone and comes again topic=%s partition=%d offset=%d cause=\"%s\"",
                        partition.topic(), partition.partition(), record.offset(), OutgoingRecords.cut(e.toString()));
                return false;
            }
            return commit(record, answers);
        }

        /** A record that was not read has neither key nor value here, as nobody knows whether it can be read. */
        private boolean refuse(ConsumerRecord<String, byte[]> record) {
            LOG.errorf(
                    "A record at which the service ended is refused topic=%s partition=%d offset=%d attempts=%d",
                    partition.topic(), partition.partition(), record.offset(), MOST_ENDED);
            return commit(record, exactlyOnce.refuse(record, SENTENCE, handler));
        }

        private boolean commit(ConsumerRecord<String, byte[]> record, List<Message<byte[]>> answers) {
            try {
                transaction.commit(answers, partition, record.offset() + 1, consumer.groupMetadata());
                consumer.seek(partition, record.offset() + 1);
            } catch (KafkaException e) {
                if (BatchFailures.isRefusedAnswer(e) && !answers.stream().allMatch(OutgoingRecords::isShort)) {
                    return commit(record, exactlyOnce.tooLarge(record, handler));
                }
                LOG.warnf(
                        "The answer to a record was not committed topic=%s partition=%d offset=%d cause=\"%s\"",
                        partition.topic(), partition.partition(), record.offset(), OutgoingRecords.cut(e.toString()));
                // The producer may still wait for the end of this transaction, so it begins no other one.
                seekToCommitted();
                return false;
            }
            exactlyOnce.committedAlone(record, answers, handler);
            return true;
        }

        /** Only the broker knows whether a transaction that failed is committed. */
        private void seekToCommitted() {
            try {
                OffsetAndMetadata next =
                        consumer.committed(Set.of(partition), UNTIL_KNOWN).get(partition);
                if (next == null) {
                    consumer.seekToBeginning(Set.of(partition));
                } else {
                    consumer.seek(partition, next);
                }
            } catch (KafkaException e) {
                errors.exit();
                throw e;
            }
        }
    }

    private static Map<String, ?> transactional(KafkaClientService clients) {
        return clients.getProducerChannels().stream()
                .map(channel -> clients.getProducer(channel).configuration())
                .filter(settings -> settings.containsKey("transactional.id"))
                .findFirst()
                .orElseThrow();
    }
}
