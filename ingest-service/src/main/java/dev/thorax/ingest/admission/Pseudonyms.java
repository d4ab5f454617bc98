package dev.thorax.ingest.admission;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Singleton;

import dev.thorax.contracts.storage.Pseudonym;
import dev.thorax.ingest.config.PseudonymConfig;

/** Makes the pseudonyms of patients. A patient always gets the same one. */
@Singleton
public class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGEST_BYTES = 8;

    /** Has a control character, so that no device can send it as a patient. */
    private static final String KEY_CHECK = "Thorax checks the pseudonym key\n";

    private final SecretKeySpec key;

    /** Takes the secret key, which is checked at start. */
    public Pseudonyms(PseudonymConfig config) {
        this.key = new SecretKeySpec(config.key().orElseThrow().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Returns the {@link Pseudonym} with the first 16 hex digits of HMAC-SHA256 of the patient's identifier; null for null. */
    public String of(String patient) {
        if (patient == null) {
            return null;
        }
        return Pseudonym.of(HexFormat.of().formatHex(hmac(patient), 0, DIGEST_BYTES));
    }

    /** Returns HMAC-SHA256 of a constant that is no patient's identifier, as 64 hex digits, to compare keys with. */
    String keyCheck() {
        return HexFormat.of().formatHex(hmac(KEY_CHECK));
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM + ".", e);
        }
    }
}
