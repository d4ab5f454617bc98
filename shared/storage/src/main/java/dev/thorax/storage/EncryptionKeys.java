package dev.thorax.storage;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds the keys that objects are encrypted with. All of them read; the first one writes, so that keys can be changed. */
public final class EncryptionKeys {
    /** Holds no keys: objects are written as they are, and encrypted ones cannot be read. */
    public static final EncryptionKeys NONE = new EncryptionKeys(Map.of());

    /** One key: an id, and 32 bytes in base64. */
    private static final String KEY = "[a-z0-9][a-z0-9-]{0,31}:[A-Za-z0-9+/]{43}=";

    /** The form of {@link #parse}'s text: keys separated by commas. */
    public static final String FORM = KEY + "(," + KEY + ")*";

    /** {@link #FORM} in words, to follow "must have". */
    public static final String MEANING =
            "keys ID:KEY, separated by commas; an ID is 1 to 32 of a-z, 0-9 and dash, a KEY 32 random bytes in base64";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    private final Map<String, byte[]> keys;

    private EncryptionKeys(Map<String, byte[]> keys) {
        this.keys = keys;
    }

    /**
     * Reads keys such as {@code 2026:BASE64,2025:BASE64}.
     *
     * @throws IllegalArgumentException with a sentence that names no key, if {@code text} has another form or an id twice
     */
    public static EncryptionKeys parse(String text) {
        if (!PATTERN.matcher(text).matches()) {
            throw new IllegalArgumentException("The keys of encryption must have the form of " + MEANING + ".");
        }
        Map<String, byte[]> keys = new LinkedHashMap<>();
        for (String key : text.split(",")) {
            int colon = key.indexOf(':');
            if (keys.put(key.substring(0, colon), Base64.getDecoder().decode(key.substring(colon + 1))) != null) {
                throw new IllegalArgumentException("The keys of encryption have the id " + key.substring(0, colon)
                        + " twice; give each key an id of its own.");
            }
        }
        return new EncryptionKeys(keys);
    }

    /** Returns the id of the key that writes; empty if there are no keys. */
    Optional<String> writer() {
        return keys.keySet().stream().findFirst();
    }

    /** Returns the 32 bytes of a key; empty if there is no key of that id. */
    Optional<byte[]> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** Names the ids only, so that no key gets into a log. */
    @Override
    public String toString() {
        return keys.keySet().toString();
    }
}
