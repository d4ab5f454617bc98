package dev.thorax.testing.oidc;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Makes the tokens of a provider, good ones and bad ones. */
public final class TestTokens {
    /** The client that tokens are for. */
    public static final String CLIENT = "thorax";

    private static final String KEY_ID = "key-1";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys = rsa();
    private final String issuer;
    private final Clock clock;

    /** Makes tokens of {@code issuer}, with a key of their own. */
    public TestTokens(String issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Returns a good token of a group for the time from now on. */
    public String good(String group, Duration validity) {
        return signed(claims("jane", group, validity));
    }

    /** Returns a token whose claims are good ones but for a change. */
    public String changed(String group, Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = claims("jane", group, Duration.ofHours(1));
        change.accept(claims);
        return signed(claims);
    }

    /** Returns a token that is no longer valid. */
    public String expired(String group) {
        return changed(group, claims -> claims.put("exp", 1_600_000_000));
    }

    /** Returns a token of another issuer with the key of this one. */
    public String ofAnotherIssuer(String group) {
        return changed(group, claims -> claims.put("iss", "http://127.0.0.1:1"));
    }

    /** Returns a token for another client. */
    public String forAnotherAudience(String group) {
        return changed(group, claims -> claims.put("aud", "another"));
    }

    /** Returns a token of this issuer with a key that is not its own, under the same id. */
    public String ofAnotherKey(String group) {
        return signed(claims("jane", group, Duration.ofHours(1)), rsa());
    }

    /** Returns a token with a signature that is of other claims. */
    public String tampered(String from, String to) {
        String[] parts = good(from, Duration.ofHours(1)).split("\\.");
        return parts[0] + "." + part(claims("jane", to, Duration.ofHours(1))) + "." + parts[2];
    }

    /** Returns a token whose signature is empty. */
    public String unsigned(String group) {
        String good = good(group, Duration.ofHours(1));
        return good.substring(0, good.lastIndexOf('.') + 1);
    }

    /** Returns a token whose header declares that it needs no signature. */
    public String algorithmNone(String group) {
        return head("none") + "." + part(claims("jane", group, Duration.ofHours(1))) + ".";
    }

    /** Returns a token whose signature is an HMAC with the public key, which everybody has. */
    public String algorithmConfused(String group) {
        String text = head("HS256") + "." + part(claims("jane", group, Duration.ofHours(1)));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.getPublic().getEncoded(), "HmacSHA256"));
            return text + "." + BASE64.encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the claims of a good token. A test may change them. */
    Map<String, Object> claims(String name, String group, Duration validity) {
        Instant now = clock.instant();
        return new TreeMap<>(Map.of(
                "iss",
                issuer,
                "aud",
                CLIENT,
                "sub",
                "u-" + name,
                "preferred_username",
                name,
                "groups",
                List.of(group),
                "iat",
                now.minusSeconds(60).getEpochSecond(),
                "exp",
                now.plus(validity).getEpochSecond()));
    }

    /** Returns a token with the issuer's signature. */
    String signed(Map<String, Object> claims) {
        return signed(claims, keys);
    }

    /** Returns the public key as the provider publishes it. */
    Map<String, Object> publicKey() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                KEY_ID,
                "n",
                unsigned(key.getModulus()),
                "e",
                unsigned(key.getPublicExponent()));
    }

    private static String signed(Map<String, Object> claims, KeyPair keys) {
        String text = head("RS256") + "." + part(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(UTF_8));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String head(String algorithm) {
        return part(Map.of("alg", algorithm, "typ", "JWT", "kid", KEY_ID));
    }

    private static String part(Map<String, Object> json) {
        return BASE64.encodeToString(Json.write(json));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return BASE64.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
