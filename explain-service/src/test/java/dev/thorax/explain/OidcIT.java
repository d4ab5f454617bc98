package dev.thorax.explain;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged service with a provider of identities (OpenID Connect). */
class OidcIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static TestStack stack;
    private static TestProvider provider;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws Exception {
        stack = TestStack.start(folder);
        provider = new TestProvider();
        service = stack.service(
                Path.of(System.getProperty("thorax.service.jar")),
                Map.of(
                        "thorax.instance", "oidc",
                        "quarkus.oidc.tenant-enabled", "true",
                        "quarkus.oidc.auth-server-url", provider.issuer(),
                        "quarkus.oidc.credentials.secret", "only-for-tests-0123456789-0123456789",
                        "quarkus.oidc.roles.role-claim-path", "groups",
                        "quarkus.http.auth.roles-mapping.radiologist", "clinician"));
    }

    @AfterAll
    static void stop() {
        provider.close();
        stack.close();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void shouldTakeGoodTokensOnly(String name, String token, int status) throws Exception {
        HttpResponse<String> answer = get("/diagnoses", "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).as(name).isEqualTo(status);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    static Stream<Arguments> tokens() {
        String good = good(Map.of());
        return Stream.of(
                Arguments.of("a clinician", good, 200),
                Arguments.of("an operator", good(Map.of("groups", List.of("operator"))), 200),
                Arguments.of("a mapped group", good(Map.of("groups", List.of("odd", "radiologist"))), 200),
                Arguments.of("a device", good(Map.of("groups", List.of("device"))), 403),
                Arguments.of("an unknown group", good(Map.of("groups", List.of("odd"))), 403),
                Arguments.of("no group", good(Map.of("groups", List.of())), 403),
                Arguments.of(
                        "a role in another claim",
                        good(Map.of("groups", List.of(), "roles", List.of("clinician"))),
                        403),
                Arguments.of("expired", good(Map.of("exp", 1_600_000_000)), 401),
                Arguments.of("not yet valid", good(Map.of("nbf", 4_000_000_000L)), 401),
                Arguments.of("a foreign issuer", good(Map.of("iss", "http://127.0.0.1:1")), 401),
                Arguments.of("another audience", good(Map.of("aud", "another")), 401),
                Arguments.of(
                        "a foreign key",
                        TestProvider.token(claims(Map.of()), TestProvider.rsa().getPrivate()),
                        401),
                Arguments.of("alg none", TestProvider.token(claims(Map.of()), null), 401),
                Arguments.of("no signature", good.substring(0, good.lastIndexOf('.') + 1), 401),
                Arguments.of("other claims under the signature", tampered(good), 401),
                Arguments.of("no token", "odd", 401),
                Arguments.of("an empty token", "", 401));
    }

    @Test
    void shouldTakeKeysBesideTokens() throws Exception {
        assertThat(get("/diagnoses", "Authorization", TestKeys.CLINICIAN.header())
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/diagnoses", "Authorization", "Key odd").statusCode()).isEqualTo(401);
        assertThat(get("/diagnoses", "Accept", "application/json").statusCode()).isEqualTo(401);
    }

    @Test
    void shouldEndTheStreamWithTheToken() throws Exception {
        String token = TestProvider.token(provider.claims("clinician", Duration.ofSeconds(30)), provider.key());

        CompletableFuture<HttpResponse<String>> stream = HttpClient.newHttpClient()
                .sendAsync(
                        request("/diagnoses/stream", "Authorization", "Bearer " + token),
                        HttpResponse.BodyHandlers.ofString());

        HttpResponse<String> ended = stream.get(3 * MINUTE.toSeconds(), TimeUnit.SECONDS);
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(ended.body()).contains("event:status");
    }

    @Test
    void shouldSignABrowserInAtTheProvider() throws Exception {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();

        HttpResponse<String> answer = open(browser, service.url().resolve("/sign-in"));
        assertThat(location(answer)).asString().startsWith(provider.issuer() + "/authorize?");
        for (int hops = 0; hops < 5 && !location(answer).getPath().equals("/"); hops++) {
            answer = open(browser, location(answer));
        }

        assertThat(location(answer).getPath()).isEqualTo("/");
        HttpResponse<String> read =
                browser.send(request("/diagnoses", "Sec-Fetch-Mode", "cors"), HttpResponse.BodyHandlers.ofString());
        assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
    }

    @Test
    void shouldSendNoScriptAndNoStreamToTheProvider() throws Exception {
        for (String[] headers : List.of(
                new String[] {"Sec-Fetch-Mode", "cors", "Accept", "text/html"},
                new String[] {"Accept", "text/event-stream"},
                new String[] {"Accept", "application/json"})) {
            HttpResponse<String> answer = get("/sign-in", headers);

            assertThat(answer.statusCode()).isIn(401, 499);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
        }
    }

    private static Map<String, Object> claims(Map<String, Object> changes) {
        Map<String, Object> claims = new HashMap<>(provider.claims("clinician", MINUTE));
        claims.putAll(changes);
        return claims;
    }

    private static String good(Map<String, Object> changes) {
        return TestProvider.token(claims(changes), provider.key());
    }

    private static String tampered(String good) {
        String[] parts = good.split("\\.");
        return parts[0] + "." + TestProvider.part(claims(Map.of("groups", List.of("operator")))) + "." + parts[2];
    }

    private static URI location(HttpResponse<String> answer) {
        return answer.uri().resolve(answer.headers().firstValue("Location").orElse("/nowhere-" + answer.statusCode()));
    }

    private static HttpResponse<String> open(HttpClient browser, URI address) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(address)
                        .headers("Accept", "text/html", "Sec-Fetch-Mode", "navigate")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        return HttpClient.newHttpClient().send(request(path, headers), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(String path, String... headers) {
        return HttpRequest.newBuilder(service.url().resolve(path))
                .headers(headers)
                .build();
    }
}
