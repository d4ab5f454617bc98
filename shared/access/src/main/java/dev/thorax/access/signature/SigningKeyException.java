package dev.thorax.access.signature;

/** Thrown if a file of keys cannot be used. The message is one sentence for the operator. */
public final class SigningKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param sentence what is wrong, and what to do */
    public SigningKeyException(String sentence) {
        super(sentence);
    }
}
