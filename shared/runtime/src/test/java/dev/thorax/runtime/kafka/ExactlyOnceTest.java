package dev.thorax.runtime.kafka;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.contracts.topic.Topics;
import dev.thorax.runtime.attempt.AttemptMarks;
import dev.thorax.runtime.trace.BatchTraces;
import dev.thorax.runtime.trace.Tracing;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExactlyOnceTest {
    private static final Duration SOON = Duration.ofMillis(1);
    private static final BatchHandler ECHO = FakeHandler.failingFor(value -> null);
    private static final BatchHandler NO_STORE =
            FakeHandler.failingFor(value -> new StoreUnavailableException("read it", new IOException("no answer")));

    private final FakeKafka kafka = new FakeKafka();
    private final AtomicInteger exits = new AtomicInteger();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final BatchMeters batches = new BatchMeters(meters, nanos::get);
    private final ExactlyOnce exactlyOnce = started();

    @Test
    void shouldSendWhatTheBatchIsTurnedInto() {
        run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
        run(exactlyOnce.process(kafka, kafka.batch("b"), ECHO));
        assertThat(kafka.committed).containsExactly("answer to a", "answer to b");
        assertThat(kafka.rewinds).isZero();
    }

    @Test
    void shouldSendNothingAndRewindIfTheWorkFails() {
        run(exactlyOnce.process(kafka, kafka.batch("a"), NO_STORE));
        assertThat(kafka.committed).isEmpty();
        assertThat(kafka.rewinds).isEqualTo(1);
        assertThat(exits).hasValue(0);
    }

    @Test
    void shouldRewindIfACommitFails() {
        kafka.commitFailure = new IllegalStateException("no commit");
        run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
        assertThat(kafka.rewinds).isEqualTo(1);
        kafka.commitFailure = null;
        run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
        assertThat(kafka.committed).containsExactly("answer to a");
    }

    @Test
    void shouldRewindIfAFailedCommitIsReportedAsSuccess() {
        kafka.silentFailures = 1;
        run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
        assertThat(kafka.committed).isEmpty();
        assertThat(kafka.rewinds).isEqualTo(1);
    }

    @Test
    void shouldRepeatTheQuestionForTheCommittedOffsets() {
        kafka.unanswered = 3;
        run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
        assertThat(kafka.committed).containsExactly("answer to a");
        assertThat(kafka.rewinds).isZero();
    }

    @Test
    void shouldStopTheServiceAfterFiveFailedTransactionsInARow() {
        kafka.silentFailures = 5;
        for (int failures = 1; failures < 5; failures++) {
            run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
            assertThat(exits).hasValue(0);
        }
        run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
        assertThat(exits).hasValue(1);
    }

    @Test
    void shouldCountFailuresAnewAfterASuccess() {
        for (int round = 0; round < 3; round++) {
            kafka.silentFailures = 4;
            for (int i = 0; i < 5; i++) {
                run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
            }
        }
        assertThat(exits).hasValue(0);
        assertThat(kafka.committed).hasSize(3);
    }

    @Test
    void shouldNotStopTheServiceForFailuresOfTheWork() {
        for (int i = 0; i < 20; i++) {
            run(exactlyOnce.process(kafka, kafka.batch("a"), NO_STORE));
        }
        assertThat(exits).hasValue(0);
    }

    @Test
    void shouldStopTheServiceAtOnceIfItsProducerIsFenced() {
        kafka.commitFailure = new IllegalStateException(new ProducerFencedException("another instance"));
        run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
        assertThat(exits).hasValue(1);
    }

    @Test
    void shouldWorkBeforeTheTransactionOnTheGivenThread() {
        AtomicInteger uses = new AtomicInteger();
        run(exactlyOnce.processBefore(
                kafka,
                kafka.batch("a"),
                work -> {
                    uses.incrementAndGet();
                    work.run();
                },
                ECHO));
        assertThat(uses).hasValue(1);
        assertThat(kafka.committed).containsExactly("answer to a");
    }

    @Test
    void shouldRewindIfTheWorkBeforeTheTransactionFails() {
        run(exactlyOnce.processBefore(kafka, kafka.batch("a"), Runnable::run, NO_STORE));
        assertThat(kafka.committed).isEmpty();
        assertThat(kafka.rewinds).isEqualTo(1);
        assertThat(exits).hasValue(0);
    }

    @Test
    void shouldRefuseAMessageThatIsNoBatch() {
        assertThatThrownBy(() -> exactlyOnce.process(kafka, Message.of("a"), ECHO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch=true");
    }

    @Test
    void shouldSetAsideTheOneRecordThatFailsAndAnswerTheOthers() {
        FakeHandler handler =
                FakeHandler.failingFor(value -> value.equals("c") ? new IllegalStateException("c") : null);

        run(exactlyOnce.process(kafka, kafka.batch("a", "b", "c", "d", "e"), handler));

        assertThat(kafka.committed)
                .containsExactly("answer to a", "answer to b", "set aside c", "answer to d", "answer to e");
        assertThat(handler.triesOf("c")).isEqualTo(BatchBisector.TRIES + 2);
        assertThat(kafka.rewinds).isZero();
        assertThat(exits).hasValue(0);
        assertThat(count("thorax.batch.set.aside")).isEqualTo(1);
        assertThat(count("thorax.batch.retries")).isZero();
    }

    @Test
    void shouldAnswerARecordThatFailsOnceOnly() {
        AtomicInteger failures = new AtomicInteger();

        run(exactlyOnce.process(
                kafka,
                kafka.batch("a"),
                FakeHandler.failingFor(value -> failures.getAndIncrement() == 0 ? new ArithmeticException() : null)));

        assertThat(kafka.committed).containsExactly("answer to a");
    }

    @Test
    void shouldTakeAnOverflowOfTheStackForAFaultOfTheRecord() {
        run(exactlyOnce.process(
                kafka,
                kafka.batch("a", "deep"),
                FakeHandler.failingFor(value -> value.equals("deep") ? new StackOverflowError() : null)));

        assertThat(kafka.committed).containsExactly("answer to a", "set aside deep");
        assertThat(exits).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void shouldStopTheServiceAfterAnError(Error error) {
        FakeHandler handler = FakeHandler.failingFor(value -> new CompletionException(error));

        run(exactlyOnce.process(kafka, kafka.batch("a", "b"), handler));
        run(exactlyOnce.processBefore(kafka, kafka.batch("a", "b"), Runnable::run, handler));

        assertThat(exits).hasValue(2);
        assertThat(kafka.committed).isEmpty();
    }

    static Stream<Error> errors() {
        return Stream.of(
                new OutOfMemoryError("Java heap space"),
                new UnsatisfiedLinkError("no such library"),
                new ExceptionInInitializerError("no such class"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void shouldSetNothingAsideForAFailureThatIsNotTheRecords(RuntimeException failure) {
        for (int i = 0; i < 4; i++) {
            run(exactlyOnce.process(kafka, kafka.batch("a", "b"), FakeHandler.failingFor(value -> failure)));
        }

        assertThat(kafka.committed).isEmpty();
        assertThat(kafka.rewinds).isEqualTo(4);
        assertThat(count("thorax.batch.retries")).isEqualTo(4);
        assertThat(exits).hasValue(0);
    }

    static Stream<RuntimeException> passing() {
        return Stream.of(
                new StoreUnavailableException("read it", new IOException("no answer")),
                new IllegalStateException(new TimeoutException("the broker does not answer")),
                new IllegalStateException(new InterruptedException()),
                new CancellationException(),
                new BusyException());
    }

    @Test
    void shouldSetNothingAsideWhileItStops() {
        exactlyOnce.stop(null);

        run(exactlyOnce.process(
                kafka, kafka.batch("a"), FakeHandler.failingFor(value -> new IllegalStateException("closed"))));

        assertThat(kafka.committed).isEmpty();
    }

    @Test
    void shouldAnswerShortlyIfAnAnswerIsTooLargeForItsTopic() {
        kafka.maxBytes = 100_000;
        String large = "x".repeat(200_000);

        run(exactlyOnce.process(kafka, kafka.batch("a", large, "b"), ECHO));
        assertThat(kafka.committed).isEmpty();
        assertThat(kafka.rewinds).isEqualTo(1);

        run(exactlyOnce.process(kafka, kafka.batch("a", large, "b"), ECHO));
        assertThat(kafka.committed).containsExactly("answer to a", "", "answer to b");
        assertThat(exits).hasValue(0);
    }

    @Test
    void shouldStopTheServiceAfterTheCommitIfOneRecordAfterTheOtherIsSetAside() {
        String[] values = IntStream.range(0, 20).mapToObj(i -> "v" + i).toArray(String[]::new);

        run(exactlyOnce.process(
                kafka, kafka.batch(values), FakeHandler.failingFor(value -> new IllegalStateException("no network"))));

        assertThat(kafka.committed).hasSize(20);
        assertThat(exits).hasValue(1);
    }

    @Test
    void shouldSkipARecordThatCannotEvenBeSetAside() {
        BatchHandler broken = new BatchHandler() {
            @Override
            public String channel() {
                return FakeKafka.CHANNEL;
            }

            @Override
            public List<Message<byte[]>> answer(ConsumerRecords<String, byte[]> records) {
                throw new IllegalStateException("no answer");
            }

            @Override
            public List<Message<byte[]>> setAside(ConsumerRecord<String, byte[]> record, String sentence) {
                throw new IllegalStateException("no rejection");
            }
        };

        run(exactlyOnce.process(kafka, kafka.batch("a"), broken));
        run(exactlyOnce.process(kafka, kafka.batch("b"), ECHO));

        assertThat(kafka.committed).containsExactly("answer to b");
    }

    @Test
    void shouldReportABatchThatIsInWorkForTooLong() {
        FakeHandler slow = FakeHandler.failingFor(value -> {
            nanos.addAndGet(Duration.ofMinutes(11).toNanos());
            assertThat(batches.stuck(Duration.ofMinutes(10))).contains(FakeKafka.CHANNEL);
            assertThat(batches.stuck(Duration.ofMinutes(11))).isEmpty();
            assertThat(gauge("thorax.batch.age")).isEqualTo(660);
            return null;
        });

        run(exactlyOnce.process(kafka, kafka.batch("a"), slow));

        assertThat(kafka.committed).containsExactly("answer to a");
        assertThat(batches.stuck(Duration.ofMinutes(10))).isEmpty();
        assertThat(gauge("thorax.batch.age")).isZero();
    }

    @Test
    void shouldReportARecordThatIsAnsweredAloneForTooLong() {
        FakeHandler slow = FakeHandler.failingFor(value -> {
            nanos.addAndGet(Duration.ofMinutes(11).toNanos());
            assertThat(batches.stuck(Duration.ofMinutes(10))).contains(FakeKafka.CHANNEL + "-alone");
            return null;
        });
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(Topics.SCANS, 0, 0, "key", new byte[] {'a'});

        exactlyOnce.answerAlone(record, slow);

        assertThat(batches.stuck(Duration.ofMinutes(10))).isEmpty();
    }

    @Test
    void shouldMeasureTheAgeOfABatchThatComesAgainWithoutReportingItAsStuck() {
        for (int i = 0; i < 3; i++) {
            run(exactlyOnce.process(kafka, kafka.batch("a"), NO_STORE));
            nanos.addAndGet(Duration.ofMinutes(9).toNanos());
        }

        assertThat(gauge("thorax.batch.age")).isEqualTo(27 * 60);
        assertThat(batches.stuck(Duration.ofMinutes(10))).isEmpty();
        run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
        assertThat(gauge("thorax.batch.age")).isZero();
    }

    @Test
    void shouldAnswerNothingAgainIfTheOffsetsAreLostOrSetBack() {
        run(exactlyOnce.process(kafka, kafka.batch("a", "b"), ECHO));
        run(exactlyOnce.process(kafka, kafka.batch("c"), ECHO));
        kafka.loseOffsets();
        ExactlyOnce restarted = started();

        run(restarted.process(kafka, kafka.batch("a"), ECHO));
        run(restarted.process(kafka, kafka.batch("b", "c", "d"), ECHO));
        run(restarted.process(kafka, kafka.batch("e"), ECHO));

        assertThat(kafka.committed)
                .containsExactly("answer to a", "answer to b", "answer to c", "answer to d", "answer to e");
        assertThat(count("thorax.batch.answered.before")).isEqualTo(3);
    }

    @Test
    void shouldAnswerNothingAgainIfTheOffsetsAreLostTwice() {
        run(exactlyOnce.process(kafka, kafka.batch("a", "b", "c"), ECHO));
        kafka.loseOffsets();
        run(started().process(kafka, kafka.batch("a"), ECHO));
        kafka.loseOffsets();

        run(started().process(kafka, kafka.batch("a", "b", "c", "d"), ECHO));

        assertThat(kafka.committed).containsExactly("answer to a", "answer to b", "answer to c", "answer to d");
    }

    @Test
    void shouldAnswerEveryRecordOfATopicThatWasMadeAnewInThisProcessOrBefore() {
        run(exactlyOnce.process(kafka, kafka.batch("a", "b", "c"), ECHO));
        kafka.makeAnew();

        run(exactlyOnce.process(kafka, kafka.batch("d"), ECHO));
        run(exactlyOnce.process(kafka, kafka.batch("e"), ECHO));
        kafka.makeAnew();
        run(started().process(kafka, kafka.batch("f"), ECHO));

        assertThat(kafka.committed)
                .containsExactly(
                        "answer to a", "answer to b", "answer to c", "answer to d", "answer to e", "answer to f");
    }

    @Test
    void shouldAnswerRecordsWhoseAnswersWereNotCommitted() {
        kafka.commitFailure = new IllegalStateException("no commit");
        run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
        kafka.commitFailure = null;

        run(started().process(kafka, kafka.batch("a"), ECHO));

        assertThat(kafka.committed).containsExactly("answer to a");
    }

    @Test
    void shouldAnswerIfThePositionCannotBeRead() {
        run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
        kafka.spoilPositions();

        run(started().process(kafka, kafka.batch("b"), ECHO));

        assertThat(kafka.committed).containsExactly("answer to a", "answer to b");
    }

    @Test
    void shouldAnswerAgainIfAnOperatorWantsIt() {
        run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
        kafka.loseOffsets();

        run(started().process(kafka, kafka.batch("a"), FakeHandler.again()));

        assertThat(kafka.committed).containsExactly("answer to a", "answer to a");
    }

    @Test
    void shouldAnswerNothingAgainThatAnotherProcessAnsweredWhileItHadThePartition() {
        AnsweredPositions positions = new AnsweredPositions(kafka);
        ExactlyOnce first = started(positions);
        run(first.process(kafka, kafka.batch("a"), ECHO));
        positions.forget(FakeKafka.PARTITION);
        run(started().process(kafka, kafka.batch("b", "c"), ECHO));
        kafka.loseOffsets();

        run(first.process(kafka, kafka.batch("a", "b", "c", "d"), ECHO));

        assertThat(kafka.committed).containsExactly("answer to a", "answer to b", "answer to c", "answer to d");
    }

    @Test
    void shouldNotKeepThePositionOfAPartitionThatItGaveBackDuringABatch() {
        AnsweredPositions positions = new AnsweredPositions(kafka);
        ExactlyOnce first = started(positions);
        run(first.process(kafka, kafka.batch("a"), FakeHandler.failingFor(value -> {
            positions.forget(FakeKafka.PARTITION);
            return null;
        })));
        run(started().process(kafka, kafka.batch("b"), ECHO));
        kafka.loseOffsets();

        run(first.process(kafka, kafka.batch("a", "b", "c"), ECHO));

        assertThat(kafka.committed).containsExactly("answer to a", "answer to b", "answer to c");
    }

    /** Returns a new process. */
    private ExactlyOnce started() {
        return started(new AnsweredPositions(kafka));
    }

    private ExactlyOnce started(AnsweredPositions positions) {
        AttemptMarks marks = new AttemptMarks(new InMemoryObjectStore(Clock.systemUTC()));
        return new ExactlyOnce(
                kafka,
                batches,
                positions,
                marks,
                new BatchTraces(Tracing.off()),
                SOON,
                new FatalErrors(exits::incrementAndGet));
    }

    private double count(String counter) {
        return meters.get(counter).tag("channel", FakeKafka.CHANNEL).counter().count();
    }

    private double gauge(String gauge) {
        return meters.get(gauge).tag("channel", FakeKafka.CHANNEL).gauge().value();
    }

    private static final class BusyException extends RuntimeException implements TransientFailure {
        private static final long serialVersionUID = 1;
    }

    private static void run(Uni<Void> uni) {
        uni.await().atMost(Duration.ofSeconds(60));
    }
}
