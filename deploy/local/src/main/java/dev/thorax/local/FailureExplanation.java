package dev.thorax.local;

import java.io.UncheckedIOException;
import java.util.Optional;

import org.apache.kafka.common.KafkaException;

import dev.thorax.servers.StartFailedException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.StoreUnavailableException;

/** Explains failures outside of the program to a person. */
final class FailureExplanation {
    private FailureExplanation() {}

    /** Returns one sentence with what happened and what to do, or empty for an error of the program. */
    static Optional<String> sentence(RuntimeException failure) {
        String message = failure.getMessage();
        if (failure instanceof CannotRunException || failure instanceof StartFailedException) {
            return Optional.of(message);
        }
        if (failure instanceof StoreUnavailableException) {
            return Optional.of(
                    withoutStop(message) + "; look at s3/s3proxy.log in the folder of --home, then start again:"
                            + " what was stored is kept.");
        }
        if (failure instanceof ObjectMissingException) {
            return Optional.of(withoutStop(message)
                    + ", though Kafka tells of it; start with --retrain, or with another" + " folder as --home.");
        }
        if (failure instanceof KafkaException) {
            return Optional.of(
                    "Kafka did not do what it was asked for (" + message + "); look at kafka/kafka.log in the"
                            + " folder of --home, then start again: what was sent is kept.");
        }
        if (failure instanceof UncheckedIOException) {
            return Optional.of("A file could not be read or written (" + failure.getCause()
                    + "); make room or make it accessible, then start again.");
        }
        return Optional.empty();
    }

    private static String withoutStop(String sentence) {
        return sentence.replaceAll("[.\\s]+$", "");
    }
}
