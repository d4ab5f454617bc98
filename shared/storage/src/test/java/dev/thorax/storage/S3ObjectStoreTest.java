package dev.thorax.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Sends requests to a server in this process that answers with chosen codes. */
class S3ObjectStoreTest {
    private final Deque<Integer> answers = new ArrayDeque<>();
    private HttpServer server;
    private S3ObjectStore store;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        store = new S3ObjectStore(new S3Settings(endpoint, "us-east-1", "key", "secret", "thorax"));
    }

    @AfterEach
    void stop() {
        store.close();
        server.stop(0);
    }

    @Test
    void shouldTakeAFailedPreconditionForAnObjectThatIsThere() {
        answers.add(412);

        assertThat(write(store)).isFalse();
    }

    @Test
    void shouldNotTakeAConflictOfWritesForAnObjectThatIsThere() {
        answers.add(409);

        assertThatThrownBy(() -> write(store)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void shouldWriteAfterAConflictThatPasses() {
        answers.addAll(List.of(409, 409, 200));

        assertThat(write(new RetryingObjectStore(store))).isTrue();
        assertThat(answers).isEmpty();
    }

    private static boolean write(ObjectStore store) {
        return store.putIfAbsent("scans/1/scan.json", new byte[] {1}, "application/json");
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        int status = answers.remove();
        byte[] body = status == 200
                ? new byte[0]
                : ("<Error><Code>" + (status == 412 ? "PreconditionFailed" : "ConditionalRequestConflict")
                                + "</Code><Message>No.</Message></Error>")
                        .getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.getResponseHeaders().set("ETag", "\"1\"");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
