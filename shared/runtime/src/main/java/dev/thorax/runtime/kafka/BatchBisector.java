package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.runtime.trace.AnsweredRecord;
import dev.thorax.runtime.trace.BatchTraces;

/**
 * Answers a batch whatever its records are. If the work fails for another reason than broker or store, the batch is split
 * until one record is left. That record is tried some times and then set aside, and the others are answered.
 */
final class BatchBisector {
    private static final Logger LOG = Logger.getLogger(BatchBisector.class);
    /** The number of times that a single record is tried before it is set aside. */
    static final int TRIES = 3;

    private static final String FAILED =
            "The record could not be processed, in " + TRIES + " tries, for an error of the "
                    + "program (%s); the service's log has the cause. Send it again after an update.";
    private static final String TOO_LARGE =
            "The answer to the record is larger than its topic takes; send a smaller record.";

    private final BatchMeters batches;
    private final BatchTraces traces;
    private final Duration pause;
    private final BooleanSupplier stopping;

    /**
     * Creates a bisector.
     *
     * @param batches counts what is set aside
     * @param traces knows the trace of each record
     * @param pause time between two tries of a record
     * @param stopping whether the service stops, so that nothing may be set aside
     */
    BatchBisector(BatchMeters batches, BatchTraces traces, Duration pause, BooleanSupplier stopping) {
        this.batches = batches;
        this.traces = traces;
        this.pause = pause;
        this.stopping = stopping;
    }

    /**
     * Returns the answers to all of {@code records}.
     *
     * @throws RuntimeException if broker or store are the cause of a failure
     * @throws Error if the process has to end
     */
    List<Message<byte[]>> answers(String channel, List<ConsumerRecord<String, byte[]>> records, BatchHandler handler) {
        return records.isEmpty() ? List.of() : split(channel, records, handler);
    }

    /** Returns the answers to all of {@code records}, where a short rejection replaces an answer that may be too large. */
    List<Message<byte[]>> shortAnswers(
            String channel, List<ConsumerRecord<String, byte[]>> records, BatchHandler handler) {
        List<Message<byte[]>> answers = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            List<Message<byte[]>> own = split(channel, List.of(record), handler);
            if (own.stream().allMatch(OutgoingRecords::isShort)) {
                answers.addAll(own);
            } else {
                answers.addAll(tooLarge(channel, record, handler));
            }
        }
        return answers;
    }

    /** Returns a short rejection of {@code record}, whose answer is too large. */
    List<Message<byte[]>> tooLarge(String channel, ConsumerRecord<String, byte[]> record, BatchHandler handler) {
        return setAside(channel, record, handler, TOO_LARGE).stream()
                .map(OutgoingRecords::shortened)
                .toList();
    }

    private List<Message<byte[]>> split(
            String channel, List<ConsumerRecord<String, byte[]>> records, BatchHandler handler) {
        if (records.size() == 1) {
            ConsumerRecord<String, byte[]> only = records.get(0);
            return traces.during(only, () -> single(channel, only, handler));
        }
        try {
            return answer(channel, records, handler);
        } catch (RuntimeException | Error e) {
            throwUnlessOfARecord(e);
            LOG.warnf(
                    "A batch failed and is split channel=%s records=%d cause=\"%s\"",
                    channel, records.size(), OutgoingRecords.cut(e.toString()));
        }
        int half = records.size() / 2;
        List<Message<byte[]>> answers = new ArrayList<>(split(channel, records.subList(0, half), handler));
        answers.addAll(split(channel, records.subList(half, records.size()), handler));
        return answers;
    }

    private List<Message<byte[]>> single(String channel, ConsumerRecord<String, byte[]> record, BatchHandler handler) {
        Throwable last = null;
        for (int tries = 0; tries < TRIES; tries++) {
            if (tries > 0) {
                rest();
            }
            try {
                return answer(channel, List.of(record), handler);
            } catch (RuntimeException | Error e) {
                throwUnlessOfARecord(e);
                last = e;
            }
        }
        LOG.errorf(
                last,
                "A record is set aside after its last try topic=%s partition=%d offset=%d tries=%d",
                record.topic(),
                record.partition(),
                record.offset(),
                TRIES);
        return setAside(
                channel, record, handler, FAILED.formatted(last.getClass().getSimpleName()));
    }

    private List<Message<byte[]>> answer(
            String channel, List<ConsumerRecord<String, byte[]>> records, BatchHandler handler) {
        List<Message<byte[]>> answers = handler.answer(batch(records));
        batches.answered(channel);
        return answers;
    }

    private List<Message<byte[]>> setAside(
            String channel, ConsumerRecord<String, byte[]> record, BatchHandler handler, String sentence) {
        batches.setAside(channel);
        try {
            return handler.setAside(record, sentence).stream()
                    .map(answer -> AnsweredRecord.mark(record, answer))
                    .toList();
        } catch (RuntimeException | Error e) {
            throwUnlessOfARecord(e);
            LOG.errorf(
                    e,
                    "A record is left without an answer topic=%s partition=%d offset=%d",
                    record.topic(),
                    record.partition(),
                    record.offset());
            return List.of();
        }
    }

    private void throwUnlessOfARecord(Throwable failure) {
        if (BatchFailures.fatal(failure).isPresent() || BatchFailures.isTransient(failure) || stopping.getAsBoolean()) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }

    private void rest() {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The service stops, so the batch comes again.", e);
        }
    }

    /** Returns {@code records} as a batch. */
    static ConsumerRecords<String, byte[]> batch(List<ConsumerRecord<String, byte[]>> records) {
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> byPartition = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            byPartition.computeIfAbsent(partition, any -> new ArrayList<>()).add(record);
            next.put(partition, new OffsetAndMetadata(record.offset() + 1));
        }
        return new ConsumerRecords<>(byPartition, next);
    }
}
