package dev.thorax.ingest.admission;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Singleton;

import dev.thorax.ingest.config.PseudonymConfig;

/** Makes the pseudonyms of patients. A patient always gets the same one. */
@Singleton
public class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGEST_BYTES = 8;

    private final SecretKeySpec key;

    /** Takes the secret key, which is checked at start. */
    public Pseudonyms(PseudonymConfig config) {
        this.key = new SecretKeySpec(config.key().orElseThrow().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Returns {@code p-} and the first 16 hex digits of HMAC-SHA256 of the patient's identifier; null for null. */
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
