package dev.thorax.runtime.kafka;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

import dev.thorax.storage.StoreUnavailableException;

/** Sorts the failures of a batch by their causes. */
final class BatchFailures {
    private static final int LONGEST_CHAIN = 32;

    private BatchFailures() {}

    /** Returns whether the broker, the object store or the stop of the service is the cause, and not a record. */
    static boolean isTransient(Throwable failure) {
        return has(
                failure,
                cause -> cause instanceof StoreUnavailableException
                        || cause instanceof TransientFailure
                        || cause instanceof InterruptedException
                        || cause instanceof CancellationException
                        || cause instanceof RejectedExecutionException
                        || cause instanceof KafkaException && !isAboutARecord(cause));
    }

    /** Returns whether an answer is one that Kafka never takes. */
    static boolean isRefusedAnswer(Throwable failure) {
        return has(failure, BatchFailures::isAboutARecord);
    }

    /** Returns whether another producer has taken the place of this one. */
    static boolean isFenced(Throwable failure) {
        return has(
                failure,
                cause -> cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException);
    }

    /**
     * Returns the error after which the process should end, if one is the cause. An overflow of the stack is none: it comes
     * from one record, and leaves nothing broken.
     */
    static Optional<Error> fatal(Throwable failure) {
        return chain(failure)
                .filter(cause -> cause instanceof Error && !(cause instanceof StackOverflowError))
                .map(Error.class::cast)
                .findFirst();
    }

    private static boolean isAboutARecord(Throwable cause) {
        return cause instanceof RecordTooLargeException || cause instanceof SerializationException;
    }

    private static boolean has(Throwable failure, Predicate<Throwable> wanted) {
        return chain(failure).anyMatch(wanted);
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(LONGEST_CHAIN);
    }
}
