package dev.thorax.ingest.upload;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SuppressWarnings("try") // The device's connection only has to stay open.
class UploadedBodyTest {
    private static final long PATIENCE_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<byte[]> file = new CompletableFuture<>();
    private Duration deadline = Duration.ofMinutes(1);
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> new UploadedBody(request)
                        .read(vertx, deadline)
                        .onSuccess(body -> file.complete(body.take()))
                        .onFailure(file::completeExceptionally))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void shouldReadARawBody() throws Exception {
        try (Socket device = send("image/png", 5, "bytes")) {
            assertThat(taken()).isEqualTo("bytes");
        }
    }

    @Test
    void shouldRefuseABodyWhoseConnectionEnds() throws Exception {
        send("image/png", 100, "bytes").close();

        assertRefused("malformed-upload");
    }

    @Test
    void shouldRefuseABodyThatDoesNotComeInTime() throws Exception {
        deadline = Duration.ofMillis(100);

        try (Socket device = send("image/png", 100, "bytes")) {
            assertRefused("too-slow");
        }
    }

    private String taken() throws Exception {
        return new String(file.get(PATIENCE_SECONDS, TimeUnit.SECONDS), StandardCharsets.UTF_8);
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> file.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        UploadRejectedException.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo(reason));
    }

    /** Sends a request of {@code length} bytes, and {@code body} of them. */
    private Socket send(String mediaType, int length, String body) throws Exception {
        Socket device = new Socket("127.0.0.1", server.actualPort());
        device.getOutputStream()
                .write(("POST /scans HTTP/1.1\r\nHost: x\r\nContent-Type: " + mediaType + "\r\nContent-Length: "
                                + length + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return device;
    }
}
