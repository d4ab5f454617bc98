package dev.thorax.testing.oidc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A provider of identities (OpenID Connect). It signs a person in whose name is in its own cookie. A browser without the cookie
 * gets a page with a link for each person. It insists on PKCE (S256), on a nonce and on the same redirect address in both steps.
 */
public final class TestProvider implements AutoCloseable {
    private static final String COOKIE = "provider-session";

    private final Map<String, TestPerson> people = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final Map<String, TestPerson> refreshTokens = new ConcurrentHashMap<>();
    // A browser may open a connection and send nothing, so one thread is not enough.
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final TestTokens tokens;
    private final boolean endsSessions;

    /** Starts a provider. If it does not end sessions, it has no address for that. */
    public TestProvider(Clock clock, boolean endsSessions) {
        this.endsSessions = endsSessions;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.tokens = new TestTokens(issuer(), clock);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, metadata()));
        server.createContext("/jwks", exchange -> answer(exchange, 200, Map.of("keys", List.of(tokens.publicKey()))));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.createContext("/end", this::endSession);
        server.setExecutor(executor);
        server.start();
    }

    /** Returns its address. For a browser it is another site than a service at {@code 127.0.0.1}. */
    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Returns what makes its tokens. */
    public TestTokens tokens() {
        return tokens;
    }

    /** Adds a person, or replaces the one of this name. */
    public void add(TestPerson person) {
        people.put(person.name(), person);
    }

    /** Takes all refresh tokens back. */
    public void revokeRefreshTokens() {
        refreshTokens.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdown();
    }

    private Map<String, Object> metadata() {
        Map<String, Object> metadata = new HashMap<>(Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/jwks"));
        if (endsSessions) {
            metadata.put("end_session_endpoint", issuer() + "/end");
        }
        return metadata;
    }

    private void authorize(HttpExchange exchange) throws IOException {
        String text = exchange.getRequestURI().getRawQuery();
        Map<String, String> query = form(text);
        String name = query.getOrDefault("person", cookie(exchange));
        if (!"S256".equals(query.get("code_challenge_method")) || !query.containsKey("nonce")) {
            answer(exchange, 400, Map.of("error", "invalid_request"));
        } else if (!people.containsKey(name)) {
            send(exchange, 200, "text/html; charset=utf-8", loginPage(text));
        } else {
            String code = UUID.randomUUID().toString();
            query.put("person", name);
            codes.put(code, query);
            setCookie(exchange, name, "");
            redirect(exchange, query.get("redirect_uri") + "?code=" + code + "&state=" + encoded(query.get("state")));
        }
    }

    private byte[] loginPage(String query) {
        return people.keySet().stream()
                .sorted()
                .map(name -> "<p><a id='" + name + "' href='/authorize?" + query + "&person=" + name + "'>" + name
                        + "</a></p>")
                .collect(Collectors.joining("\n", "<!doctype html><title>Provider</title><h1>Who are you?</h1>", ""))
                .getBytes(UTF_8);
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        TestPerson refreshed = refreshTokens.get(form.getOrDefault("refresh_token", ""));
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        if (refreshed != null) {
            answer(exchange, 200, tokens(refreshed, Map.of()));
        } else if (asked != null
                && asked.get("redirect_uri").equals(form.get("redirect_uri"))
                && asked.get("code_challenge").equals(sha256(form.getOrDefault("code_verifier", "")))) {
            answer(exchange, 200, tokens(people.get(asked.get("person")), Map.of("nonce", asked.get("nonce"))));
        } else {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
        }
    }

    private Map<String, Object> tokens(TestPerson person, Map<String, Object> more) {
        Map<String, Object> claims = tokens.claims(person.name(), person.group(), person.validity());
        claims.putAll(more);
        String token = tokens.signed(claims);
        Map<String, Object> answer = new HashMap<>(Map.of(
                "access_token",
                token,
                "id_token",
                token,
                "token_type",
                "Bearer",
                "expires_in",
                person.validity().toSeconds()));
        if (person.refreshed()) {
            String refreshToken = UUID.randomUUID().toString();
            refreshTokens.put(refreshToken, person);
            answer.put("refresh_token", refreshToken);
        }
        return answer;
    }

    private void endSession(HttpExchange exchange) throws IOException {
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        setCookie(exchange, "", "; Max-Age=0");
        redirect(exchange, query.get("post_logout_redirect_uri") + "?state=" + encoded(query.get("state")));
    }

    private static void setCookie(HttpExchange exchange, String value, String attributes) {
        exchange.getResponseHeaders().set("Set-Cookie", COOKIE + "=" + value + "; HttpOnly; Path=/" + attributes);
    }

    private static String cookie(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Cookie");
        return Arrays.stream((header == null ? "" : header).split("; "))
                .filter(cookie -> cookie.startsWith(COOKIE + "="))
                .map(cookie -> cookie.substring(COOKIE.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8), (a, b) -> b, HashMap::new));
    }

    private static void redirect(HttpExchange exchange, String address) throws IOException {
        exchange.getResponseHeaders().set("Location", address);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> json) throws IOException {
        send(exchange, status, "application/json", Json.write(json));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
