package dev.thorax.access.signature;

/** Thrown if a version is not signed, or not by a trusted key. The message is one sentence. */
public final class InvalidSignatureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean missing;

    private InvalidSignatureException(String sentence, boolean missing) {
        super(sentence);
        this.missing = missing;
    }

    /** Describes a version without a signature. A store that copies objects late may give it later. */
    static InvalidSignatureException missing(String sentence) {
        return new InvalidSignatureException(sentence, true);
    }

    /** Describes a version whose signature is wrong. */
    static InvalidSignatureException wrong(String sentence) {
        return new InvalidSignatureException(sentence, false);
    }

    /** Returns whether there is no signature at all. */
    public boolean isMissing() {
        return missing;
    }
}
