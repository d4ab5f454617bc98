package dev.thorax.access.signature;

/** Thrown if a version has no manifest that could be signed. The message is one sentence. */
public final class UnsignableVersionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param sentence what is wrong, and what to do */
    UnsignableVersionException(String sentence) {
        super(sentence);
    }
}
