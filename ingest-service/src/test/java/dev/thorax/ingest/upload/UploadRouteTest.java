package dev.thorax.ingest.upload;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.access.Role;
import dev.thorax.ingest.config.IngestConfig;
import dev.thorax.runtime.access.KeyIdentity;
import dev.thorax.runtime.http.Problem;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

class UploadRouteTest {
    private static final long PATIENCE_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void shouldRefuseTheUploadOfAnotherWebPage() throws Exception {
        HttpResponse<String> answer = post(1, "cross-site");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("foreign-page");
        assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
    }

    @ParameterizedTest
    @CsvSource({", 401, not-signed-in", "CLINICIAN, 403, not-allowed"})
    void shouldRefuseACallerThatIsUnknownOrSendsNoScans(Role role, int status, String reason) throws Exception {
        URI address = listen(route(1, Optional.ofNullable(role)));

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1 << 20]))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(reason);
        assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
    }

    @Test
    void shouldAskForPatienceIfAllPlacesAreTaken() throws Exception {
        HttpResponse<String> answer = post(0, "none");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("busy");
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void shouldAnswerAnUnexpectedFailureWithoutItsCause() throws Exception {
        HttpResponse<String> answer = post(1, "none");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("unexpected").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE"})
    void shouldNameTheMethodsThatAreAllowed(String method) throws Exception {
        HttpResponse<String> answer = send(1, request -> request.method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST, OPTIONS");
        assertThat(answer.body()).contains(method.equals("HEAD") ? "" : "method-not-allowed");
    }

    @Test
    void shouldAnswerWhichMethodsThereAre() throws Exception {
        HttpResponse<String> answer =
                send(1, request -> request.method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Allow")).contains("POST, OPTIONS");
    }

    @Test
    void shouldLetADeviceGoOnThatWaitsForThat() throws Exception {
        assertThat(expecting(start(1), "100-Continue", 5)).startsWith("HTTP/1.1 100");
    }

    @Test
    void shouldRefuseAnotherExpectation() throws Exception {
        assertThat(expecting(start(1), "a miracle", 5)).startsWith("HTTP/1.1 417");
    }

    @ParameterizedTest
    @ValueSource(longs = {33L << 20, 65L << 20, 1L << 40})
    void shouldNotLetADeviceSendABodyThatIsTooLarge(long length) throws Exception {
        assertThat(expecting(start(1), "100-continue", length))
                .startsWith("HTTP/1.1 413")
                .contains("Connection: close");
    }

    @Test
    void shouldFreeThePlaceOfAnUploadThatFailsBeforeItsBody() throws Exception {
        Router router = route(1);
        URI address = listen(request -> router.handle(withBrokenContinue(request)));

        assertThat(expecting(address, "100-continue", 5)).startsWith("HTTP/1.1 500");
        assertThat(expecting(address, "100-continue", 5)).startsWith("HTTP/1.1 500");
    }

    /** Returns a request whose response fails to write 100 (Continue). */
    private static HttpServerRequest withBrokenContinue(HttpServerRequest request) {
        HttpServerResponse response = (HttpServerResponse) Proxy.newProxyInstance(
                HttpServerResponse.class.getClassLoader(),
                new Class<?>[] {HttpServerResponse.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("writeContinue")) {
                        throw new IllegalStateException("The connection is gone.");
                    }
                    return method.invoke(request.response(), arguments);
                });
        return new HttpServerRequestWrapper((HttpServerRequestInternal) request) {
            @Override
            public HttpServerResponse response() {
                return response;
            }
        };
    }

    /** Returns the answer to a request whose body does not come before it: its first line, or all of a 413. */
    private static String expecting(URI address, String expectation, long length) throws Exception {
        try (Socket device = new Socket(address.getHost(), address.getPort())) {
            device.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            device.getOutputStream()
                    .write(("POST /scans HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\nExpect: "
                                    + expectation + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(device.getInputStream(), StandardCharsets.US_ASCII));
            String first = in.readLine();
            return first.contains(" 413 ") ? first + in.lines().collect(joining("\n", "\n", "")) : first;
        }
    }

    private HttpResponse<String> post(int places, String site) throws Exception {
        return send(places, request -> request.header("Sec-Fetch-Site", site)
                .POST(HttpRequest.BodyPublishers.ofString("bytes")));
    }

    private HttpResponse<String> send(int places, UnaryOperator<HttpRequest.Builder> form) throws Exception {
        HttpRequest request = form.apply(
                        HttpRequest.newBuilder(start(places)).timeout(Duration.ofSeconds(PATIENCE_SECONDS)))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Starts a route that has nothing behind it. */
    private URI start(int places) throws Exception {
        return listen(route(places));
    }

    private Router route(int places) {
        return route(places, Optional.of(Role.DEVICE));
    }

    private Router route(int places, Optional<Role> role) {
        Router router = Router.router(vertx);
        role.ifPresent(known -> router.route().handler(exchange -> {
            QuarkusHttpUser.setIdentity(KeyIdentity.of("xray-2", known, () -> true), exchange);
            exchange.next();
        }));
        new UploadRoute(
                        null,
                        null,
                        null,
                        new Settings(places, places, Duration.ofMinutes(1), false, Optional.empty(), null))
                .register(router);
        return router;
    }

    private URI listen(Handler<HttpServerRequest> handler) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/scans");
    }

    private record Settings(
            int threads,
            int uploads,
            Duration uploadDeadline,
            boolean deviceTopics,
            Optional<List<String>> deviceSources,
            Decode decode)
            implements IngestConfig {}
}
