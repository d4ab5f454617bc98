package dev.thorax.oidc;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.contracts.json.Json;
import dev.thorax.servers.FreePorts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

/** A Keycloak of its own, which imports one realm when it starts. It keeps nothing. */
final class Keycloak implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(15);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port = FreePorts.one();
    private final String administrator = UUID.randomUUID().toString();
    private final String password = UUID.randomUUID().toString();
    private final Process process;
    private final URI realm = URI.create("http://localhost:" + port + "/realms/thorax");

    private Keycloak(Path home, Path log, Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--db=dev-mem",
                        "--cache=local",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", administrator);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", password);
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xmx768m");
        this.process = builder.start();
    }

    /**
     * Starts the unpacked Keycloak in {@code home} and waits until it serves the realm.
     *
     * @param realm the content of a realm file
     * @param variables values of the placeholders in it
     */
    static Keycloak start(Path home, Path log, JsonNode realm, Map<String, String> variables) throws IOException {
        Path file = home.resolve("data/import/thorax-realm.json");
        Files.createDirectories(file.getParent());
        Files.write(file, Json.write(realm));
        Keycloak keycloak = new Keycloak(home, log, variables);
        await("Keycloak; its log is " + log)
                .atMost(START)
                .pollInterval(Duration.ofSeconds(1))
                .until(keycloak::isReady);
        return keycloak;
    }

    /** Returns the address of the realm. */
    URI realm() {
        return realm;
    }

    /** Returns the access token of a program that has the secret of its client. */
    String tokenOf(String client, String secret) throws IOException, InterruptedException {
        return token(realm, "grant_type=client_credentials&client_id=" + client + "&client_secret=" + secret);
    }

    /** Ends all sessions of a user, as an administrator does. */
    void endSessions(String user) throws IOException, InterruptedException {
        String token = token(
                realm.resolve("/realms/master"),
                "grant_type=password&client_id=admin-cli&username=" + administrator + "&password=" + password);
        URI users = realm.resolve("/admin/realms/thorax/users");
        JsonNode found = json(authorized(token, URI.create(users + "?exact=true&username=" + user))
                .build());
        URI logout = URI.create(users + "/" + found.path(0).path("id").asText() + "/logout");
        HttpResponse<String> answer = send(authorized(token, logout)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        if (answer.statusCode() != 204) {
            throw new IllegalStateException("Keycloak did not end the sessions: " + answer.statusCode());
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Keycloak ended with " + process.exitValue());
        }
        try {
            return send(HttpRequest.newBuilder(URI.create(realm + "/.well-known/openid-configuration"))
                                    .build())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static String token(URI realm, String form) throws IOException, InterruptedException {
        return json(HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form, UTF_8))
                        .build())
                .path("access_token")
                .asText();
    }

    private static HttpRequest.Builder authorized(String token, URI address) {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
    }

    private static JsonNode json(HttpRequest request) throws IOException, InterruptedException {
        return Json.mapper().readTree(send(request).body());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
