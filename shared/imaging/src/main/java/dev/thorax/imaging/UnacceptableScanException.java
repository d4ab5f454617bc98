package dev.thorax.imaging;

/** The bytes are not a radiograph that Thorax can take; the message is one sentence for a person. */
public final class UnacceptableScanException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why, as a stable code: {@link #code()}. */
    public enum Reason {
        EMPTY,
        TOO_LARGE,
        NOT_AN_IMAGE,
        FORMAT_NOT_SUPPORTED,
        TRUNCATED,
        CORRUPT,
        TOO_SMALL,
        TOO_MANY_PIXELS,
        INVALID_METADATA,
        ID_TAKEN;

        /** The code as it stands in headers and problem documents, e.g. {@code too-many-pixels}. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    public UnacceptableScanException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
