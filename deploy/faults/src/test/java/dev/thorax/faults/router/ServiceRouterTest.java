package dev.thorax.faults.router;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The router in front of two small HTTP servers. */
class ServiceRouterTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final CountDownLatch slow = new CountDownLatch(1);
    private volatile boolean firstReady = true;
    private HttpServer firstServer;
    private HttpServer secondServer;
    private Backend first;
    private Backend second;
    private ServiceRouter router;

    @BeforeEach
    void start() throws IOException {
        firstServer = server("first");
        secondServer = server("second");
        first = new Backend(url(firstServer), () -> firstReady);
        second = new Backend(url(secondServer), () -> true);
        router = new ServiceRouter(List.of(first, second));
        await().atMost(PATIENCE).until(() -> first.isServing() && second.isServing());
    }

    @AfterEach
    void stop() {
        slow.countDown();
        router.close();
        firstServer.stop(0);
        secondServer.stop(0);
    }

    @Test
    void shouldGiveEachReplicaItsTurnAndPassAllOfARequest() throws Exception {
        HttpResponse<String> one = send("/path?query=1", "body");
        HttpResponse<String> other = send("/path?query=1", "body");

        assertThat(Set.of(one.body(), other.body()))
                .containsExactlyInAnyOrder("first POST /path?query=1 key body", "second POST /path?query=1 key body");
        assertThat(one.statusCode()).isEqualTo(201);
        assertThat(one.headers().firstValue("x-answer")).hasValue("yes");
    }

    @Test
    void shouldGiveAReplicaThatIsNotReadyNoRequests() throws Exception {
        firstReady = false;
        await().atMost(PATIENCE).until(() -> !first.isServing());

        assertThat(answering()).containsExactly("second");

        firstReady = true;
        await().atMost(PATIENCE).until(first::isServing);
        assertThat(answering()).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void shouldLetALeavingReplicaAnswerWhatItHas() throws Exception {
        second.leave();
        CompletableFuture<HttpResponse<String>> answer =
                HttpClient.newHttpClient().sendAsync(request("/slow", ""), HttpResponse.BodyHandlers.ofString());
        await().atMost(PATIENCE).until(() -> !first.isIdle());

        second.comeBack();
        await().atMost(PATIENCE).until(second::isServing);
        first.leave();
        assertThat(answering()).containsExactly("second");
        assertThat(first.isIdle()).isFalse();
        slow.countDown();

        assertThat(answer.get().statusCode()).isEqualTo(201);
        await().atMost(PATIENCE).until(first::isIdle);
    }

    @Test
    void shouldFailARequestThatNoReplicaTakesAndOneWhoseReplicaIsGone() throws Exception {
        first.leave();
        secondServer.stop(0);
        assertThat(send("/", "").statusCode()).isEqualTo(502);

        second.leave();
        assertThat(send("/", "").statusCode()).isEqualTo(503);
    }

    @Test
    void shouldPassEventsAsTheyComeAndLetAReplicaLeaveThatHasAnOpenStream() throws Exception {
        second.leave();
        HttpResponse<InputStream> stream =
                HttpClient.newHttpClient().send(request("/events", ""), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader events = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
            assertThat(stream.headers().firstValue("content-type")).hasValue("text/event-stream");
            assertThat(events.readLine()).isEqualTo("data: 1");

            first.leave();
            await().atMost(PATIENCE).until(first::isIdle);

            slow.countDown();
            assertThat(events.readLine()).isEqualTo("data: 2");
            assertThat(events.readLine()).isNull();
        }
    }

    private Set<String> answering() throws Exception {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            names.add(send("/", "").body().split(" ")[0]);
        }
        return names;
    }

    private HttpResponse<String> send(String path, String body) throws Exception {
        return HttpClient.newHttpClient().send(request(path, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(router.url().resolve(path))
                .header("Authorization", "key")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpServer server(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/events", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            event(exchange, "1");
            awaitSlow();
            event(exchange, "2");
            exchange.close();
        });
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (exchange.getRequestURI().getPath().equals("/slow")) {
                awaitSlow();
            }
            byte[] answer = "%s %s %s %s %s"
                    .formatted(
                            name,
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("Authorization"),
                            body)
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().add("X-Answer", "yes");
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void event(HttpExchange exchange, String data) throws IOException {
        exchange.getResponseBody().write("data: %s\n".formatted(data).getBytes(UTF_8));
        exchange.getResponseBody().flush();
    }

    private void awaitSlow() {
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static URI url(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
