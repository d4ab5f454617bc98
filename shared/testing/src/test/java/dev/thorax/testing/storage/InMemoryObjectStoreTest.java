package dev.thorax.testing.storage;

import java.time.Clock;

import org.junit.jupiter.api.Test;

import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InMemoryObjectStoreTest extends ObjectStoreContract {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void shouldFailAsManyCallsAsTheTestWants() {
        store.failNext(2);
        assertThatThrownBy(() -> store.exists("a")).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.list("a")).isInstanceOf(StoreUnavailableException.class);
        assertThat(store.exists("a")).isFalse();
    }

    @Test
    void shouldKeepItsOwnCopyOfTheBytes() {
        byte[] bytes = {1, 2, 3};
        store.put("a", bytes, "image/png");
        bytes[0] = 9;
        store.get("a")[1] = 9;
        assertThat(store.get("a")).containsExactly(1, 2, 3);
        assertThat(store.mediaType("a")).isEqualTo("image/png");
    }
}
