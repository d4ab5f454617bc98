package dev.thorax.explain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A provider of identities (OpenID Connect) that signs in one clinician without a question, and signs any token for a test. */
final class TestProvider implements AutoCloseable {
    static final String CLIENT = "thorax";
    static final String KEY = "key-1";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys = rsa();
    private final Map<String, String> nonces = new ConcurrentHashMap<>();
    private final HttpServer server;

    TestProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, metadata()));
        server.createContext("/jwks", exchange -> answer(exchange, Map.of("keys", List.of(jwk()))));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::exchangeCode);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    PrivateKey key() {
        return keys.getPrivate();
    }

    /** Returns the claims of a good token. */
    Map<String, Object> claims(String group, Duration validity) {
        Instant now = Instant.now();
        return new TreeMap<>(Map.of(
                "iss", issuer(),
                "aud", CLIENT,
                "sub", "u-1",
                "preferred_username", "jane",
                "groups", List.of(group),
                "iat", now.minusSeconds(60).getEpochSecond(),
                "exp", now.plus(validity).getEpochSecond()));
    }

    /** Returns a token with a signature of {@code key}, or with none. */
    static String token(Map<String, Object> claims, PrivateKey key) {
        String header = part(Map.of("alg", key == null ? "none" : "RS256", "typ", "JWT", "kid", KEY));
        String signed = header + "." + part(claims);
        try {
            if (key == null) {
                return signed + ".";
            }
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String part(Map<String, Object> json) {
        return BASE64.encodeToString(Json.write(json));
    }

    static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> metadata() {
        return Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/jwks");
    }

    private Map<String, Object> jwk() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                KEY,
                "n",
                unsigned(key.getModulus()),
                "e",
                unsigned(key.getPublicExponent()));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return BASE64.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        String code = "code-" + nonces.size();
        nonces.put(code, query.getOrDefault("nonce", ""));
        if (!query.containsKey("code_challenge")) {
            answer(exchange, Map.of("error", "no PKCE"));
            return;
        }
        exchange.getResponseHeaders()
                .set("Location", query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void exchangeCode(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        Map<String, Object> claims = claims("radiologist", Duration.ofMinutes(5));
        String nonce = nonces.getOrDefault(form.get("code"), "");
        if (!nonce.isEmpty()) {
            claims.put("nonce", nonce);
        }
        String token = token(claims, key());
        answer(exchange, Map.of("access_token", token, "id_token", token, "token_type", "Bearer", "expires_in", 300));
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8), (a, b) -> b, HashMap::new));
    }

    private static void answer(HttpExchange exchange, Map<String, Object> json) {
        byte[] bytes = Json.write(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try (exchange) {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
