package dev.thorax.ingest.admission;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Names patients without saying who they are: the same patient always gets the same pseudonym. */
@Singleton
@Startup
public class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_KEY = 16;
    private static final int DIGEST_BYTES = 8;

    private final SecretKeySpec key;

    /** Takes {@code thorax.pseudonym.key}, a secret of at least 16 characters; whoever knows it can test guesses of names. */
    public Pseudonyms(@ConfigProperty(name = "thorax.pseudonym.key") Optional<String> secret) {
        if (secret.orElse("").length() < LEAST_KEY) {
            throw new IllegalStateException(
                    "The setting thorax.pseudonym.key is missing or shorter than " + LEAST_KEY
                            + " characters; set it (or THORAX_PSEUDONYM_KEY) to a long random text and keep it secret and stable.");
        }
        this.key = new SecretKeySpec(secret.get().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** {@code p-} and the first 16 hex digits of HMAC-SHA256 of the patient's identifier; null for null. */
    public String of(String patient) {
        if (patient == null) {
            return null;
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] digest = mac.doFinal(patient.getBytes(StandardCharsets.UTF_8));
            return "p-" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM + ".", e);
        }
    }
}
