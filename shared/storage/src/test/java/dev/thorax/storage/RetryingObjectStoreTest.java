package dev.thorax.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryingObjectStoreTest {
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), () -> 0);
    private static final Backoff HOURS = new Backoff(Duration.ofHours(1), Duration.ofHours(1), () -> 0);

    @Test
    void shouldTryAgainUntilTheStoreAnswers() {
        FailingStore failing = new FailingStore(3);
        assertThat(new RetryingObjectStore(failing.store(), QUICK).exists("a")).isTrue();
        assertThat(failing.calls).hasValue(4);
    }

    @Test
    void shouldRetryEachOperation() {
        List<Consumer<ObjectStore>> calls = List.of(
                store -> store.put("a", new byte[0], "text/plain"),
                store -> store.putIfAbsent("a", new byte[0], "text/plain"),
                store -> store.upload("a", Path.of("a"), "text/plain"),
                store -> store.delete("a"),
                store -> store.list("a"));
        for (Consumer<ObjectStore> call : calls) {
            FailingStore failing = new FailingStore(2);
            call.accept(new RetryingObjectStore(failing.store(), QUICK));
            assertThat(failing.calls).hasValue(3);
        }
    }

    @Test
    void shouldTakeAMissingObjectForAnAnswer() {
        FailingStore failing = new FailingStore(1);
        assertThatThrownBy(() -> new RetryingObjectStore(failing.store(), QUICK).get("a"))
                .isInstanceOf(ObjectMissingException.class);
        assertThat(failing.calls).hasValue(2);
    }

    @Test
    void shouldEndWithTheLastFailureIfTheThreadIsInterrupted() {
        FailingStore failing = new FailingStore(Integer.MAX_VALUE);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new RetryingObjectStore(failing.store(), HOURS).exists("a"))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failing.calls).hasValue(1);
    }
}
