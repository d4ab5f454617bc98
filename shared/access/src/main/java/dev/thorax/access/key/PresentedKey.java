package dev.thorax.access.key;

import java.util.Optional;

/**
 * A key as a caller sends it: {@code id.secret}.
 *
 * @param id names the key
 * @param secret proves that the caller has the key
 */
record PresentedKey(String id, String secret) {
    private static final int MAX_LENGTH = 200;

    /** Reads {@code id.secret}; empty if the text has another form. */
    static Optional<PresentedKey> parse(String text) {
        int dot = text == null || text.length() > MAX_LENGTH ? -1 : text.indexOf('.');
        return dot < 1 || dot == text.length() - 1
                ? Optional.empty()
                : Optional.of(new PresentedKey(text.substring(0, dot), text.substring(dot + 1)));
    }

    /** Returns the id alone. */
    @Override
    public String toString() {
        return id;
    }
}
