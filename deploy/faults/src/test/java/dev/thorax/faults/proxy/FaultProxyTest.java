package dev.thorax.faults.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.servers.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The proxy in front of a small HTTP server. */
class FaultProxyTest {
    private static final byte[] OBJECT = new byte[100_000];
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final List<Integer> written = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
        proxy = new FaultProxy(FreePorts.one(), server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.stop(0);
    }

    @Test
    void shouldPassRequestsAndAnswers() throws Exception {
        assertThat(get().body()).isEqualTo(OBJECT);
        assertThat(put().statusCode()).isEqualTo(200);
        assertThat(written).containsExactly(OBJECT.length);
    }

    @Test
    void shouldRefuseConnectionsUntilTheModeEnds() throws Exception {
        get();
        proxy.mode(ProxyMode.REFUSE);

        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        proxy.mode(ProxyMode.PASS);
        assertThat(get().statusCode()).isEqualTo(200);
    }

    @Test
    void shouldHoldWhatIsSentUntilTheBlackHoleEnds() throws Exception {
        get();
        proxy.mode(ProxyMode.BLACK_HOLE);

        CompletableFuture<HttpResponse<byte[]>> answer =
                HttpClient.newHttpClient().sendAsync(request().build(), HttpResponse.BodyHandlers.ofByteArray());

        assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        proxy.mode(ProxyMode.PASS);
        assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).body()).isEqualTo(OBJECT);
    }

    @Test
    void shouldAnswer503ToEverything() throws Exception {
        proxy.mode(ProxyMode.UNAVAILABLE);

        assertThat(get().statusCode()).isEqualTo(503);
        assertThat(new String(put().body())).contains("<Code>SlowDown</Code>");
        assertThat(written).isEmpty();
    }

    @Test
    void shouldAnswer507ToWritesOnly() throws Exception {
        proxy.mode(ProxyMode.FULL);

        assertThat(put().statusCode()).isEqualTo(507);
        assertThat(get().body()).isEqualTo(OBJECT);
        assertThat(written).isEmpty();
    }

    @Test
    void shouldCutEverySecondExchange() throws Exception {
        proxy.mode(ProxyMode.CUT);

        assertThat(get().body()).isEqualTo(OBJECT);
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        assertThat(put().statusCode()).isEqualTo(200);
        assertThatThrownBy(this::put).as("the answer is lost").isInstanceOf(IOException.class);
        assertThat(written).containsExactly(OBJECT.length, OBJECT.length);
        assertThat(get().body()).isEqualTo(OBJECT);
        assertThatThrownBy(this::put).as("half of the request is lost").isInstanceOf(IOException.class);
        assertThat(written).hasSize(2);
    }

    @Test
    void shouldPauseBetweenPiecesOfSlowAnswers() throws Exception {
        proxy.mode(ProxyMode.SLOW);
        long start = System.nanoTime();

        assertThat(get().body()).isEqualTo(OBJECT);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    }

    private HttpResponse<byte[]> get() throws Exception {
        return send(request());
    }

    private HttpResponse<byte[]> put() throws Exception {
        return send(request().PUT(HttpRequest.BodyPublishers.ofByteArray(OBJECT)));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + "/object"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE);
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean reads = exchange.getRequestMethod().equals("GET");
        if (!reads) {
            written.add(body.length);
        }
        exchange.sendResponseHeaders(200, reads ? OBJECT.length : -1);
        if (reads) {
            exchange.getResponseBody().write(OBJECT);
        }
        exchange.close();
    }
}
