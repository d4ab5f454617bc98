package dev.thorax.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.S3ObjectStore;
import dev.thorax.storage.S3Settings;
import dev.thorax.storage.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class FailureExplanationTest {
    @Test
    void shouldSayOfEachOutsideFailureWhatToDo() throws Exception {
        assertThat(FailureExplanation.sentence(new CannotRunException("It is so; do this.")))
                .contains("It is so; do this.");
        assertThat(FailureExplanation.sentence(new TimeoutException("no answer in 60000 ms")))
                .hasValueSatisfying(
                        says -> assertThat(says).contains("(no answer in 60000 ms); look at kafka/kafka.log"));
        assertThat(FailureExplanation.sentence(new UncheckedIOException(new IOException("No space left on device"))))
                .hasValueSatisfying(says ->
                        assertThat(says).contains("No space left on device").contains("make room"));
        assertThat(FailureExplanation.sentence(storeUnavailable())).hasValueSatisfying(says -> assertThat(says)
                .startsWith("The object store could not look up a: ")
                .contains("; look at s3/s3proxy.log")
                .doesNotContain("\n"));
    }

    @Test
    void shouldLeaveAnErrorOfTheProgramToItsStackTrace() {
        assertThat(FailureExplanation.sentence(new IllegalStateException("wrong")))
                .isEmpty();
    }

    private static StoreUnavailableException storeUnavailable() throws Exception {
        S3Settings nowhere = new S3Settings(URI.create("http://127.0.0.1:1"), "us-east-1", "key", "secret", "thorax");
        try (ObjectStore store = new S3ObjectStore(nowhere)) {
            return catchThrowableOfType(StoreUnavailableException.class, () -> store.exists("a"));
        }
    }
}
