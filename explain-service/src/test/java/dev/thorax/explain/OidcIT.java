package dev.thorax.explain;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
import dev.thorax.testing.oidc.TestProvider;
import dev.thorax.testing.oidc.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged service and tokens of a provider of identities (OpenID Connect). */
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
        provider = new TestProvider(Clock.systemUTC(), true);
        service = stack.service(Path.of(System.getProperty("thorax.service.jar")), OidcSettings.of(provider));
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
        TestTokens tokens = provider.tokens();
        return Stream.of(
                Arguments.of("a clinician", tokens.good("clinician", MINUTE), 200),
                Arguments.of("an operator", tokens.good("operator", MINUTE), 200),
                Arguments.of(
                        "a mapped group",
                        tokens.changed("", claims -> claims.put("groups", List.of("odd", "radiologist"))),
                        200),
                Arguments.of("a device", tokens.good("device", MINUTE), 403),
                Arguments.of("an unknown group", tokens.good("odd", MINUTE), 403),
                Arguments.of("no group", tokens.changed("", claims -> claims.put("groups", List.of())), 403),
                Arguments.of(
                        "a role in another claim",
                        tokens.changed("odd", claims -> claims.put("roles", List.of("clinician"))),
                        403),
                Arguments.of("expired", tokens.expired("clinician"), 401),
                Arguments.of(
                        "not yet valid", tokens.changed("clinician", claims -> claims.put("nbf", 4_000_000_000L)), 401),
                Arguments.of("a foreign issuer", tokens.ofAnotherIssuer("clinician"), 401),
                Arguments.of("another audience", tokens.forAnotherAudience("clinician"), 401),
                Arguments.of("no audience", tokens.changed("clinician", claims -> claims.remove("aud")), 401),
                Arguments.of("a foreign key", tokens.ofAnotherKey("clinician"), 401),
                Arguments.of("alg none", tokens.algorithmNone("clinician"), 401),
                Arguments.of("an HMAC with the public key", tokens.algorithmConfused("clinician"), 401),
                Arguments.of("no signature", tokens.unsigned("clinician"), 401),
                Arguments.of("other claims under the signature", tokens.tampered("clinician", "operator"), 401),
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
        String token = provider.tokens().good("clinician", Duration.ofSeconds(30));

        CompletableFuture<HttpResponse<String>> stream = HttpClient.newHttpClient()
                .sendAsync(
                        request("/diagnoses/stream", "Authorization", "Bearer " + token),
                        HttpResponse.BodyHandlers.ofString());

        HttpResponse<String> ended = stream.get(3 * MINUTE.toSeconds(), TimeUnit.SECONDS);
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(ended.body()).contains("event:status");
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

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        return HttpClient.newHttpClient().send(request(path, headers), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(String path, String... headers) {
        return HttpRequest.newBuilder(service.url().resolve(path))
                .headers(headers)
                .build();
    }
}
