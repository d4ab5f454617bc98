package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExactlyOnceTest {
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Function<ConsumerRecords<String, byte[]>, List<Message<byte[]>>> ECHO = records -> {
        String value = new String(records.iterator().next().value());
        return List.of(Message.of(("answer to " + value).getBytes()));
    };

    private final FakeKafka kafka = new FakeKafka();
    private final AtomicInteger exits = new AtomicInteger();
    private final ExactlyOnce exactlyOnce = new ExactlyOnce(kafka, SOON, exits::incrementAndGet);

    @Test
    void shouldSendWhatTheBatchIsTurnedInto() {
        run(exactlyOnce.process(kafka, kafka.batch("a"), ECHO));
        run(exactlyOnce.process(kafka, kafka.batch("b"), ECHO));
        assertThat(kafka.committed).containsExactly("answer to a", "answer to b");
        assertThat(kafka.rewinds).isZero();
    }

    @Test
    void shouldSendNothingAndRewindIfTheWorkFails() {
        run(exactlyOnce.process(kafka, kafka.batch("a"), records -> {
            throw new IllegalStateException("the store is away");
        }));
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
            run(exactlyOnce.process(kafka, kafka.batch("a"), records -> {
                throw new IllegalStateException("the store is away");
            }));
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
        run(exactlyOnce.processBefore(kafka, kafka.batch("a"), Runnable::run, records -> {
            throw new IllegalStateException("the store is away");
        }));
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

    private static void run(Uni<Void> uni) {
        uni.await().atMost(Duration.ofSeconds(60));
    }
}
