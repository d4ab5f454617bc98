package dev.thorax.access.signature;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.thorax.contracts.storage.StorageKeys;

/**
 * Names a version with the digest of its manifest, so that another manifest under its name is not meant.
 *
 * @param model name of the model
 * @param version the version
 * @param digest SHA-256 of its manifest, 64 lower-case hex digits
 */
public record NamedVersion(String model, String version, String digest) {
    private static final Pattern TEXT = Pattern.compile("([^/@]+)/([^/@]+)@([0-9a-f]{64})");

    /**
     * Reads {@code model/version@digest}.
     *
     * @throws IllegalArgumentException with a sentence, if it is not that
     */
    public static NamedVersion of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches() || !StorageKeys.isName(parts.group(1)) || !StorageKeys.isName(parts.group(2))) {
            throw new IllegalArgumentException("A version is named as model/version@digest, with the SHA-256 of its"
                    + " manifest.json; run this without a name to see those that are not signed.");
        }
        return new NamedVersion(parts.group(1), parts.group(2), parts.group(3));
    }

    /** Returns {@code model/version@digest}. */
    @Override
    public String toString() {
        return model + "/" + version + "@" + digest;
    }
}
