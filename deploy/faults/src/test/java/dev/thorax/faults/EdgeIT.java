package dev.thorax.faults;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.servers.FreePorts;
import dev.thorax.servers.ServiceOptions;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the packaged services answer to requests that no client of theirs sends. */
class EdgeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final List<String> PATHS = List.of(
            "/",
            "/scans",
            "/diagnoses",
            "/diagnoses/stream",
            "/models",
            "/trainings",
            "/promotions",
            "/status",
            "/index.html",
            "/q/metrics",
            "/q/health",
            "/no/such/address",
            "//",
            "/%2e%2e/etc/passwd");
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "ODD");
    private static final List<String> HEADERS = List.of(
            "x-content-type-options: nosniff",
            "content-security-policy: ",
            "frame-ancestors 'none'",
            "referrer-policy: no-referrer",
            "cross-origin-resource-policy: same-origin",
            "cross-origin-opener-policy: same-origin");
    private static final Pattern TELLTALE = Pattern.compile("quarkus|vert\\.?x|netty|jboss|resteasy|smallrye|jackson|"
            + "java|exception|\\bat [a-z]+\\.|\\n(server|x-powered-by|via):|<html|\"stack\"|error id|1\\.0-snapshot");

    @TempDir
    static Path folder;

    private static TestStack stack;
    private static final Map<Target, ServiceProcess> SERVICES = new TreeMap<>();

    @BeforeAll
    static void start() {
        stack = TestStack.start(folder);
        FaultStack.SERVICES.forEach(EdgeIT::launch);
        SERVICES.values().forEach(service -> await().atMost(PATIENCE)
                .ignoreException(ConnectException.class)
                .until(() ->
                        RawRequest.status(RawRequest.send(service.url(), request("GET", "/no", "localhost"))) > 0));
    }

    @AfterAll
    static void stop() {
        SERVICES.values().forEach(ServiceProcess::close);
        stack.close();
    }

    @Test
    void shouldAnswerToNoOtherHostOnAnyRouteAndMethod() {
        check(
                PATHS.stream()
                        .flatMap(path -> METHODS.stream().map(method -> request(method, path, "evil.example:8081"))),
                answer -> RawRequest.status(answer) == 421 || bare(answer));
    }

    @Test
    void shouldRefuseRequestsWithoutOneClearHost() {
        check(
                Stream.of(
                        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                        "GET / HTTP/1.0\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
                        request("GET", "/", "user@localhost"),
                        request("GET", "/", "localhost:80@evil.example"),
                        request("GET", "/", "localhost, evil.example"),
                        request("GET", "http://user@localhost/", "localhost")),
                answer -> RawRequest.status(answer) == 400);
    }

    @Test
    void shouldAnswerToItsOwnNamesInAnyForm() {
        check(
                Stream.of("localhost", "LOCALHOST:1", "localhost.", "127.0.0.1:8084", "[::1]:9", "[0:0:0:0:0:0:0:1]")
                        .map(host -> request("GET", "/no/such/address", host)),
                answer -> List.of(401, 403, 404).contains(RawRequest.status(answer)));
    }

    @Test
    void shouldTellNothingOfItsMakeWhateverIsSent() {
        Stream<String> walk = PATHS.stream()
                .flatMap(path -> METHODS.stream().map(method -> request(method, path, "localhost")))
                .filter(request -> !request.startsWith("GET /diagnoses/stream"));
        check(Stream.concat(walk, odd()), answer -> true);
    }

    @Test
    void shouldAllowNoOtherSiteToRead() {
        check(
                PATHS.stream()
                        .map(path ->
                                "OPTIONS " + path + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
                                        + "Access-Control-Request-Method: POST\r\nConnection: close\r\n\r\n"),
                answer -> !answer.contains("access-control-"));
    }

    @Test
    void shouldServeHealthAndMetricsOnTheManagementPortOnly() throws Exception {
        for (ServiceProcess service : SERVICES.values()) {
            for (String path : List.of("/q/health/live", "/q/metrics")) {
                String request = request("GET", path, "10.0.0.7:9081");
                assertThat(RawRequest.status(RawRequest.send(service.management(), request)))
                        .isEqualTo(200);
                assertThat(RawRequest.status(RawRequest.send(service.url(), request("GET", path, "localhost"))))
                        .isNotEqualTo(200);
            }
            assertThat(RawRequest.send(service.management(), request("GET", "/q/metrics", "10.0.0.7:9081")))
                    .contains("thorax_object_store_duration_seconds_bucket{operation=\"read\",le=\"0.005\"}");
            String missing = RawRequest.send(service.management(), request("GET", "/scans", "pod"));
            assertThat(RawRequest.status(missing)).isEqualTo(404);
            assertThat(missing).contains("nosniff").doesNotContainPattern(TELLTALE);
        }
    }

    private static Stream<String> odd() {
        String end = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        return Stream.of(
                "ODD\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET  /  HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nno frames\r\n",
                "GET /" + "a".repeat(20_000) + end + "\r\n",
                "GET /?" + "a=b&".repeat(900) + end + "\r\n",
                "GET /" + end + "X: " + "a".repeat(70_000) + "\r\n\r\n",
                "GET /%zz" + end + "\r\n",
                "GET /%00" + end + "\r\n",
                "GET /trainings/%c0%ae%c0%ae" + end + "\r\n",
                "GET /models/a/b/c" + end + "Range: bytes=9-1\r\n\r\n",
                "GET /" + end + "Accept: application/xml\r\n\r\n",
                "GET /diagnoses" + end + "Accept: text/html\r\n\r\n",
                "GET /trainings" + end + "Accept: odd\r\n\r\n",
                "GET /trainings?limit=odd" + end + "\r\n",
                "OPTIONS *" + end + "\r\n",
                "CONNECT localhost:80" + end + "\r\n",
                "POST /trainings" + end + "Content-Type: text/odd\r\nContent-Length: 2\r\n\r\n{}",
                "POST /trainings" + end + "Content-Type: application/json\r\nContent-Length: 1\r\n\r\n{",
                "POST /promotions" + end + "Content-Type: application/json\r\nContent-Length: 4\r\n\r\nnull",
                "POST /promotions" + end + "Content-Type: odd/\r\nContent-Length: 2\r\n\r\n{}",
                "POST /scans" + end + "Content-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\nodd",
                "POST /scans" + end + "Content-Type: application/cloudevents+json\r\nContent-Length: 1\r\n\r\n{",
                "POST /scans" + end + "Content-Length: 99999999999\r\n\r\n",
                "POST /trainings" + end + "Content-Length: 99999999999\r\n\r\n",
                "POST /trainings" + end + "Content-Length: 99999999999999999999999\r\n\r\n",
                "POST /trainings" + end + "Content-Length: odd\r\n\r\n",
                "POST /trainings" + end + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST /trainings" + end + "Transfer-Encoding: chunked\r\n\r\nodd\r\n",
                "POST /trainings" + end + "Transfer-Encoding: odd\r\n\r\n",
                "POST /trainings" + end + "Expect: odd\r\nContent-Length: 2\r\n\r\n{}",
                "GET /" + end + "Upgrade: websocket\r\n\r\n",
                "GET /" + end + "Authorization: Basic b2RkOm9kZA==\r\n\r\n",
                "GET /diagnoses" + end + "Authorization: Bearer odd\r\n\r\n",
                "GET /diagnoses" + end + "Authorization: Key odd\r\n\r\n",
                "GET /diagnoses" + end + "Cookie: q_session=odd; odd\r\n\r\n");
    }

    private static void check(Stream<String> requests, Function<String, Boolean> isRight) {
        SoftAssertions softly = new SoftAssertions();
        requests.forEach(request -> SERVICES.forEach((target, service) -> {
            String answer = answer(service, request);
            String name = target.label() + ": "
                    + request.lines().findFirst().orElse("").substring(0, Math.min(60, request.indexOf('\r')));
            softly.assertThat(isRight.apply(answer)).as(name + " -> " + answer).isTrue();
            if (!bare(answer)) {
                softly.assertThat(answer).as(name).contains(HEADERS);
            }
            if (RawRequest.status(answer) >= 400) {
                softly.assertThat(answer).as(name).doesNotContainPattern(TELLTALE);
            }
        }));
        softly.assertAll();
    }

    /** Returns whether the server understood no request of HTTP/1, and answered with a status alone or not at all. */
    private static boolean bare(String answer) {
        if (RawRequest.status(answer) == 0) {
            return true;
        }
        return List.of(400, 414, 431).contains(RawRequest.status(answer))
                && answer.lines()
                        .allMatch(line -> line.isEmpty()
                                || line.startsWith("http/1.")
                                || line.equals("content-length: 0")
                                || line.equals("connection: close"));
    }

    private static String answer(ServiceProcess service, String request) {
        try {
            return RawRequest.send(service.url(), request);
        } catch (IOException e) {
            return "no answer: " + e;
        }
    }

    private static String request(String method, String path, String host) {
        return method + " " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    }

    private static void launch(Target service) {
        Path jar = FaultStack.jar(Path.of(System.getProperty("thorax.modules")), service);
        Map<String, String> settings = new TreeMap<>(stack.settings(jar));
        settings.put("thorax.instance", "edge");
        settings.put("quarkus.http.idle-timeout", "5s");
        SERVICES.put(
                service,
                ServiceProcess.launch(
                        service.label(),
                        jar,
                        FreePorts.one(),
                        folder.resolve("services"),
                        ServiceOptions.heapOf(service.label()),
                        settings));
    }
}
