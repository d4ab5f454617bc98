package dev.thorax.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ObjectStoresTest {
    @Test
    void shouldMeasureTheCallsOfAStoreThatRefusesThem() throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (ObjectStore store = ObjectStores.measured(nowhere(), EncryptionKeys.NONE, registry)) {
            assertThatThrownBy(() -> store.exists("a")).isInstanceOf(StoreUnavailableException.class);
        }

        assertThat(registry.get("thorax.object.store.calls")
                        .tag("operation", "exists")
                        .tag("outcome", "unavailable")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldEndTheRetriesOfAStoreThatRefusesCallsIfTheThreadIsInterrupted() throws IOException {
        try (ObjectStore store = ObjectStores.retrying(nowhere(), EncryptionKeys.NONE)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> store.exists("a")).isInstanceOf(StoreUnavailableException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** An address whose port is closed. */
    private static S3Settings nowhere() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI endpoint = URI.create("http://127.0.0.1:" + socket.getLocalPort());
            return new S3Settings(endpoint, "us-east-1", "key", "secret-key", "thorax");
        }
    }
}
