package dev.thorax.runtime.kafka;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.Topics;
import dev.thorax.runtime.attempt.AttemptMark;
import dev.thorax.runtime.attempt.AttemptMarks;
import dev.thorax.runtime.trace.BatchTraces;
import dev.thorax.runtime.trace.Tracing;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Processes that end at a record, one after the other. */
class CrashAwareRebalanceListenerTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.SCANS, 0);
    private static final List<TopicPartition> PARTITIONS = List.of(PARTITION);

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final List<MockProducer<String, byte[]>> producers = new ArrayList<>();
    private final Handler handler = new Handler();

    private SingleRecords records;
    private KafkaException commitFailure;
    private KafkaException readFailure;

    /** The value whose reading ends the process. */
    private String unreadable = "none";

    @BeforeEach
    void assign() {
        consumer.assign(PARTITIONS);
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.seek(PARTITION, 0);
    }

    @Test
    void shouldAnswerNothingIfNoProcessEnded() {
        process("first");
        assertThat(answers()).isEmpty();
        assertThat(mark()).isEqualTo(new AttemptMark("first", 0, Long.MAX_VALUE, 0, false));
    }

    @Test
    void shouldAnswerTheRecordsOfABatchAloneAndNoMore() {
        endedAtBatch("first", 0, 1);
        process("second");
        assertThat(answers()).containsExactly("a", "b");
        assertThat(consumer.position(PARTITION)).isEqualTo(2);
        assertThat(producers.get(0).consumerGroupOffsetsHistory()).hasSize(2);
        assertThat(mark()).isEqualTo(new AttemptMark("second", 2, Long.MAX_VALUE, 0, false));
    }

    @Test
    void shouldRefuseARecordThatEndedThreeProcesses() {
        handler.killer = "b";
        endedAtBatch("first", 0, 2);
        assertThatThrownBy(() -> process("second")).isInstanceOf(InternalError.class);
        assertThat(mark()).isEqualTo(new AttemptMark("second", 1, 2, 1, true));
        assertThatThrownBy(() -> process("third")).isInstanceOf(InternalError.class);
        assertThat(mark()).isEqualTo(new AttemptMark("third", 1, 2, 2, true));

        process("fourth");

        assertThat(answers()).containsExactly("a", "refused b", "c");
        assertThat(handler.tries).containsExactly("a", "b", "b", "c");
    }

    @Test
    void shouldAnswerARecordAtWhichTwoProcessesWereKilled() {
        endedAtBatch("first", 0, 2);
        handler.killer = "a";
        assertThatThrownBy(() -> process("second")).isInstanceOf(InternalError.class);
        handler.killer = "none";

        process("third");

        assertThat(answers()).containsExactly("a", "b", "c");
    }

    @Test
    void shouldRefuseARecordThatCannotBeReadWithoutReadingIt() {
        unreadable = "b";
        new AttemptMarks(store, "first").waiting(PARTITION, 0);
        assertThatThrownBy(() -> process("second")).isInstanceOf(OutOfMemoryError.class);
        assertThat(mark()).isEqualTo(new AttemptMark("second", 1, Long.MAX_VALUE, 1, false));
        assertThatThrownBy(() -> process("third")).isInstanceOf(OutOfMemoryError.class);

        process("fourth");

        assertThat(answers()).containsExactly("a", "refused ", "c", "d");
        assertThat(producers.get(2).history().get(0).key()).isEqualTo("thorax.scans-0-1");
    }

    @Test
    void shouldCountNoProcessThatGaveThePartitionBack() {
        CrashAwareRebalanceListener first = process("first");
        first.onPartitionsRevoked(consumer, PARTITIONS);
        process("second");
        assertThat(answers()).isEmpty();
    }

    @Test
    void shouldCountAProcessThatAnErrorEnded() {
        end("first", errors -> errors.exitAfter(new InternalError("memory")));

        process("second");

        assertThat(answers()).containsExactly("a");
    }

    @Test
    void shouldCountNoProcessThatAnotherFailureEnded() {
        end("first", FatalErrors::exit);

        process("second");

        assertThat(answers()).isEmpty();
    }

    @Test
    void shouldCountNoProcessThatIsStoppedInTheMiddleOfARecord() {
        endedAtBatch("first", 0, 2);
        handler.before = value -> {
            records.stop(null);
            throw new InternalError("the JVM ends before the record is answered");
        };
        assertThatThrownBy(() -> process("second")).isInstanceOf(InternalError.class);
        assertThat(mark()).isEqualTo(new AttemptMark("second", 0, Long.MAX_VALUE, 0, false));
    }

    @Test
    void shouldBeginNoRecordWhileItIsStopped() {
        endedAtBatch("first", 0, 2);
        handler.before = value -> records.stop(null);

        process("second");

        assertThat(answers()).containsExactly("a");
        assertThat(mark()).isEqualTo(new AttemptMark("second", 1, Long.MAX_VALUE, 0, false));
    }

    @Test
    void shouldCountNoProcessThatLivesOnWithoutTheBroker() {
        endedAtBatch("first", 0, 2);
        readFailure = new KafkaException("no answer");

        process("second");

        assertThat(answers()).isEmpty();
        assertThat(mark()).isEqualTo(new AttemptMark("second", 0, Long.MAX_VALUE, 0, false));
    }

    @Test
    void shouldRefuseNoRecordWhereThereIsNone() {
        consumer.seek(PARTITION, 4);
        new AttemptMarks(store, "first").alone(PARTITION, 4, Long.MAX_VALUE, 1, false);

        process("second");

        assertThat(answers()).isEmpty();
        assertThat(consumer.position(PARTITION)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRefuseOnlyTheRecordOfTheMarkIfTheOffsetsAreSetBack(boolean read) {
        new AttemptMarks(store, "first").alone(PARTITION, 2, 3, 2, read);

        process("second");

        assertThat(answers()).containsExactly("a", "b", read ? "refused c" : "refused ", "d");
    }

    @Test
    void shouldSendNoPositionOfARecordThatWasNotRead() {
        new AttemptMarks(store, "first").alone(PARTITION, 0, 0, 2, false);

        process("second");

        assertThat(producers.get(0).history()).extracting(ProducerRecord::topic).containsExactly("out");
    }

    private void end(String process, Consumer<FatalErrors> failure) {
        FatalErrors errors = new FatalErrors(() -> {});
        AttemptMarks marks = new AttemptMarks(store, process);
        CrashAwareRebalanceListener start = start(marks, errors);
        start.onPartitionsAssigned(consumer, PARTITIONS);
        marks.working(BatchBisector.batch(List.of(record(0, "a"))));
        failure.accept(errors);
        start.onPartitionsRevoked(consumer, PARTITIONS);
    }

    @Test
    void shouldLeaveARecordForTheChannelIfTheStoreFails() {
        handler.unavailable = "b";
        endedAtBatch("first", 0, 1);
        process("second");
        assertThat(answers()).containsExactly("a");
        assertThat(consumer.position(PARTITION)).isEqualTo(1);
        assertThat(mark()).isEqualTo(new AttemptMark("second", 1, Long.MAX_VALUE, 0, false));
    }

    @Test
    void shouldBeginAsUsualIfTheStoreDoesNotAnswer() {
        endedAtBatch("first", 0, 1);
        store.failNext(1);
        process("second");
        assertThat(answers()).isEmpty();
    }

    @Test
    void shouldGoBackToTheCommittedOffsetIfACommitFails() {
        endedAtBatch("first", 0, 0);
        commitFailure = new KafkaException("no answer");
        process("second");
        assertThat(consumer.position(PARTITION)).isZero();
    }

    private CrashAwareRebalanceListener process(String name) {
        CrashAwareRebalanceListener start = start(new AttemptMarks(store, name), new FatalErrors(() -> {}));
        start.onPartitionsAssigned(consumer, PARTITIONS);
        return start;
    }

    private CrashAwareRebalanceListener start(AttemptMarks marks, FatalErrors errors) {
        FakeKafka kafka = new FakeKafka();
        AnsweredPositions positions = new AnsweredPositions(kafka);
        ExactlyOnce exactlyOnce = new ExactlyOnce(
                kafka,
                new BatchMeters(new SimpleMeterRegistry()),
                positions,
                marks,
                new BatchTraces(Tracing.off()),
                Duration.ofMillis(1),
                errors);
        records = new SingleRecords(
                marks,
                exactlyOnce,
                errors,
                topic -> Optional.of(handler),
                this::reader,
                topic -> new RecordTransaction(producer()));
        return new CrashAwareRebalanceListener(marks, records, positions, errors);
    }

    private MockProducer<String, byte[]> producer() {
        MockProducer<String, byte[]> producer =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        producer.commitTransactionException = commitFailure;
        producers.add(producer);
        return producer;
    }

    private RecordReader reader(TopicPartition partition) {
        MockConsumer<String, byte[]> records = new MockConsumer<>("earliest") {
            @Override
            public synchronized ConsumerRecords<String, byte[]> poll(Duration wait) {
                if (readFailure != null) {
                    throw readFailure;
                }
                ConsumerRecords<String, byte[]> read = super.poll(wait);
                read.forEach(record -> {
                    if (new String(record.value()).equals(unreadable)) {
                        throw new OutOfMemoryError("headers");
                    }
                });
                return read;
            }
        };
        records.setMaxPollRecords(1);
        records.updateBeginningOffsets(Map.of(partition, 0L));
        records.updateEndOffsets(Map.of(partition, 4L));
        RecordReader reader = new RecordReader(records, partition);
        records.seek(partition, 0);
        List.of("a", "b", "c", "d").forEach(value -> records.addRecord(record("abcd".indexOf(value), value)));
        return reader;
    }

    private void endedAtBatch(String process, long from, long to) {
        AttemptMarks marks = new AttemptMarks(store, process);
        marks.waiting(PARTITION, from);
        List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
        for (long offset = from; offset <= to; offset++) {
            batch.add(record(offset, "any"));
        }
        marks.working(BatchBisector.batch(batch));
    }

    private List<String> answers() {
        return producers.stream()
                .flatMap(producer -> producer.history().stream())
                .filter(record -> record.topic().equals("out"))
                .map(ProducerRecord::value)
                .map(String::new)
                .toList();
    }

    private AttemptMark mark() {
        return new AttemptMarks(store, "another").leftAt(PARTITION, 0).orElseThrow();
    }

    private static ConsumerRecord<String, byte[]> record(long offset, String value) {
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                offset,
                offset,
                TimestampType.LOG_APPEND_TIME,
                3,
                value.length(),
                "key",
                value.getBytes(),
                new RecordHeaders(),
                Optional.empty());
    }

    /** Answers with the value. */
    private static final class Handler implements BatchHandler {
        private final List<String> tries = new ArrayList<>();
        private String killer = "none";
        private String unavailable = "none";
        private Consumer<String> before = value -> {};

        @Override
        public String channel() {
            return FakeKafka.CHANNEL;
        }

        @Override
        public List<Message<byte[]>> answer(ConsumerRecords<String, byte[]> records) {
            List<Message<byte[]>> answers = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> record : records) {
                String value = new String(record.value());
                tries.add(value);
                before.accept(value);
                if (value.equals(killer)) {
                    throw new InternalError("killed");
                }
                if (value.equals(unavailable)) {
                    throw new StoreUnavailableException("read it", new IOException("no answer"));
                }
                answers.add(answer(record, value));
            }
            return answers;
        }

        @Override
        public List<Message<byte[]>> setAside(ConsumerRecord<String, byte[]> record, String sentence) {
            return List.of(answer(record, "refused " + new String(record.value())));
        }

        private static Message<byte[]> answer(ConsumerRecord<String, byte[]> record, String value) {
            String origin = record.topic() + "-" + record.partition() + "@" + record.offset();
            String key = record.topic() + "-" + record.partition() + "-" + record.offset();
            return OutgoingRecords.rejection("out", key, value.getBytes(), "r", "d", origin, Instant.EPOCH);
        }
    }
}
