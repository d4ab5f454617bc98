package dev.thorax.runtime.kafka;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.storage.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

class BatchFailuresTest {
    static Stream<Throwable> passing() {
        return Stream.of(
                new StoreUnavailableException("read a", new IOException("away")),
                new InterruptedException("stop"),
                new CancellationException("stop"),
                new RejectedExecutionException("stop"),
                new TimeoutException("the broker is slow"),
                new ProducerFencedException("another producer"));
    }

    static Stream<Throwable> ofARecord() {
        return Stream.of(
                new IllegalArgumentException("no pixels"),
                new NullPointerException(),
                new IOException("broken file"),
                new StackOverflowError(),
                new RecordTooLargeException("2 MB"),
                new SerializationException("no bytes"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void shouldTakeBrokerStoreAndStopForPassingHoweverDeepTheyLie(Throwable cause) {
        assertThat(BatchFailures.isTransient(cause)).isTrue();
        assertThat(BatchFailures.isTransient(wrapped(cause, 5))).isTrue();
        assertThat(BatchFailures.isRefusedAnswer(cause)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("ofARecord")
    void shouldNotRepeatForEverWhatARecordCauses(Throwable cause) {
        assertThat(BatchFailures.isTransient(cause)).isFalse();
        assertThat(BatchFailures.isTransient(wrapped(cause, 5))).isFalse();
        assertThat(BatchFailures.fatal(wrapped(cause, 5))).isEmpty();
    }

    @Test
    void shouldFindAnAnswerThatKafkaNeverTakes() {
        assertThat(BatchFailures.isRefusedAnswer(wrapped(new RecordTooLargeException("2 MB"), 3)))
                .isTrue();
        assertThat(BatchFailures.isRefusedAnswer(new KafkaException("send", new SerializationException("no bytes"))))
                .isTrue();
        assertThat(BatchFailures.isRefusedAnswer(new KafkaException("send"))).isFalse();
    }

    @Test
    void shouldKnowAProducerThatLostItsPlace() {
        assertThat(BatchFailures.isFenced(wrapped(new ProducerFencedException("another"), 2)))
                .isTrue();
        assertThat(BatchFailures.isFenced(wrapped(new InvalidProducerEpochException("another"), 2)))
                .isTrue();
        assertThat(BatchFailures.isFenced(new TimeoutException("slow"))).isFalse();
    }

    @Test
    void shouldFindTheErrorThatEndsTheProcessBehindExceptions() {
        OutOfMemoryError memory = new OutOfMemoryError("heap");
        NoClassDefFoundError missing = new NoClassDefFoundError("decoder");

        assertThat(BatchFailures.fatal(wrapped(memory, 4))).containsSame(memory);
        assertThat(BatchFailures.fatal(missing)).containsSame(missing);
        assertThat(BatchFailures.fatal(new IllegalStateException("no error"))).isEmpty();
    }

    /** A library may link exceptions to a ring, which a walk without a bound never leaves. */
    @Test
    void shouldEndInAChainOfCausesThatIsARing() {
        IllegalStateException first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));

        assertThat(BatchFailures.isTransient(first)).isFalse();
        assertThat(BatchFailures.isRefusedAnswer(first)).isFalse();
        assertThat(BatchFailures.isFenced(first)).isFalse();
        assertThat(BatchFailures.fatal(first)).isEmpty();
    }

    @Test
    void shouldFindNoCauseInNoFailure() {
        assertThat(BatchFailures.isTransient(null)).isFalse();
        assertThat(BatchFailures.fatal(null)).isEmpty();
    }

    private static Throwable wrapped(Throwable cause, int times) {
        Throwable outer = cause;
        for (int i = 0; i < times; i++) {
            outer = new CompletionException("layer " + i, outer);
        }
        return outer;
    }
}
