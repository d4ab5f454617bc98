package dev.thorax.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.access.Role;
import dev.thorax.access.key.KeyFile;
import dev.thorax.access.key.NewKey;
import dev.thorax.contracts.json.Json;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.oidc.TestProvider;
import dev.thorax.testing.oidc.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Sends the request of each endpoint that the OpenAPI documents name as each caller. */
class RoleTableIT {
    private static final Set<String> SERVICES =
            Set.of("ingest-service", "inference-service", "explain-service", "training-service");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static TestStack stack;
    private static final Map<String, ServiceProcess> RUNNING = new TreeMap<>();
    /** Callers without a role, by name. The value is the header, or empty for none. */
    private static final Map<String, String> STRANGERS = new LinkedHashMap<>();

    private static TestProvider provider;

    @BeforeAll
    static void start() {
        stack = TestStack.start(folder);
        Instant later = Instant.now().plus(Duration.ofHours(1));
        NewKey withdrawn = TestKeys.make("withdrawn", Role.OPERATOR, later);
        NewKey expired = TestKeys.make("expired", Role.OPERATOR, Instant.now());
        NewKey foreign = TestKeys.make("foreign", Role.OPERATOR, later);
        KeyFile.change(stack.keys(), keys -> keys.with(withdrawn.key()).with(expired.key()));
        String id = TestKeys.OPERATOR.text().split("\\.")[0];
        STRANGERS.put("nobody", "");
        STRANGERS.put("withdrawn key", TestKeys.header(withdrawn));
        STRANGERS.put("expired key", TestKeys.header(expired));
        STRANGERS.put("foreign key", TestKeys.header(foreign));
        STRANGERS.put("forged key", "Key " + id + "." + foreign.text().split("\\.")[1]);
        STRANGERS.put("key without a secret", "Key " + id);
        STRANGERS.put("basic", "Basic " + TestKeys.OPERATOR.text());
        provider = new TestProvider(Clock.systemUTC(), true);
        STRANGERS.putAll(badTokens(provider.tokens()));
        for (String service : SERVICES) {
            RUNNING.put(service, stack.service(jar(service), settings()));
        }
        KeyFile.change(stack.keys(), keys -> keys.without(withdrawn.key().id()));
    }

    private static Map<String, String> badTokens(TestTokens tokens) {
        String role = Role.OPERATOR.text();
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("expired token", tokens.expired(role));
        bad.put("token of another issuer", tokens.ofAnotherIssuer(role));
        bad.put("token for another audience", tokens.forAnotherAudience(role));
        bad.put("token of another key", tokens.ofAnotherKey(role));
        bad.put("token with a signature of other claims", tokens.tampered(Role.DEVICE.text(), role));
        bad.put("token without a signature", tokens.unsigned(role));
        bad.put("token with alg none", tokens.algorithmNone(role));
        bad.put("token with an HMAC of the public key", tokens.algorithmConfused(role));
        bad.replaceAll((name, token) -> "Bearer " + token);
        return bad;
    }

    private static Map<String, String> settings() {
        return Map.of(
                "thorax.instance", "roles",
                "quarkus.oidc.tenant-enabled", "true",
                "quarkus.oidc.auth-server-url", provider.issuer(),
                "quarkus.oidc.client-id", TestTokens.CLIENT,
                "quarkus.oidc.credentials.secret", "only-for-tests",
                "quarkus.oidc.token-state-manager.encryption-secret", "only-for-tests-0123456789-0123456789",
                "quarkus.oidc.roles.role-claim-path", "groups");
    }

    @AfterAll
    static void stop() {
        stack.close();
        provider.close();
    }

    @Test
    void shouldHaveARowForEachEndpointOfTheOpenApiDocuments() throws Exception {
        Set<String> documented = new TreeSet<>();
        for (Map.Entry<String, ServiceProcess> service : RUNNING.entrySet()) {
            JsonNode paths = document(service.getValue()).path("paths");
            paths.properties().forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                if (METHODS.contains(method)) {
                    documented.add(service.getKey() + " " + method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }));
        }

        assertThat(rows().stream().map(Row::endpoint)).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void shouldAnswerTheRolesOfEachEndpointAndNobodyElse() throws Exception {
        SoftAssertions answers = new SoftAssertions();
        int requests = 0;
        int refusals = 0;
        for (Row row : rows()) {
            for (Map.Entry<String, String> stranger : STRANGERS.entrySet()) {
                String scheme = stranger.getValue().startsWith("Bearer ") ? "Bearer" : "Key realm=\"thorax\"";
                answers.assertThat(answer(row, stranger.getValue()))
                        .as(row.endpoint() + ": " + stranger.getKey())
                        .isEqualTo("401 application/problem+json " + scheme);
                requests++;
                refusals++;
            }
            for (TestKeys key : TestKeys.values()) {
                for (String header : List.of(key.header(), token(key))) {
                    String answer = answer(row, header);
                    String caller = row.endpoint() + ": " + key + " with " + header.substring(0, header.indexOf(' '));
                    if (row.allowed().contains(key)) {
                        answers.assertThat(answer).as(caller).doesNotStartWith("401");
                        answers.assertThat(answer).as(caller).doesNotStartWith("403");
                    } else {
                        answers.assertThat(answer).as(caller).isEqualTo("403 application/problem+json ");
                        refusals++;
                    }
                    requests++;
                }
            }
        }
        answers.assertThat("# " + rows().size() + " endpoints, " + requests + " requests, " + refusals + " refusals")
                .as("The sums in the table")
                .isEqualTo(sums());
        answers.assertAll();
    }

    private static String token(TestKeys key) {
        String role = key.name().toLowerCase(Locale.ROOT);
        return "Bearer " + provider.tokens().good(role, Duration.ofHours(1));
    }

    private record Row(String service, String method, String path, Set<TestKeys> allowed) {
        String endpoint() {
            return service + " " + method + " " + path;
        }
    }

    private static List<Row> rows() throws IOException {
        return lines().stream()
                .filter(line -> !line.startsWith("#"))
                .skip(1)
                .map(RoleTableIT::row)
                .toList();
    }

    private static Row row(String line) {
        String[] cells = line.split(",");
        Set<TestKeys> allowed = new TreeSet<>();
        for (TestKeys key : TestKeys.values()) {
            if (cells[3 + key.ordinal()].equals("yes")) {
                allowed.add(key);
            }
        }
        return new Row(cells[0], cells[1], cells[2], allowed);
    }

    private static String sums() throws IOException {
        return lines().stream()
                .filter(line -> line.endsWith(" refusals"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines() throws IOException {
        try (InputStream table = RoleTableIT.class.getResourceAsStream("/roles.csv")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static String answer(Row row, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        RUNNING.get(row.service()).url().resolve(row.path().replaceAll("\\{[^}]*}", "none")))
                .timeout(Duration.ofMinutes(2))
                .method(row.method(), HttpRequest.BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header(TestKeys.HEADER, authorization);
        }
        if (row.method().startsWith("P")) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<InputStream> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        assertThat(answer.headers().allValues("Cache-Control"))
                .as(row.endpoint())
                .containsExactly("no-store");
        return answer.statusCode() + " " + header(answer, "Content-Type") + " " + header(answer, "WWW-Authenticate");
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static JsonNode document(ServiceProcess service) throws Exception {
        HttpResponse<byte[]> answer = HTTP.send(
                HttpRequest.newBuilder(service.management().resolve("/q/openapi?format=json"))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }

    private static Path jar(String service) {
        String module = service.equals("training-service") ? "training-service/service" : service;
        return Path.of(System.getProperty("thorax.modules")).resolve(module + "/target/quarkus-app/quarkus-run.jar");
    }
}
