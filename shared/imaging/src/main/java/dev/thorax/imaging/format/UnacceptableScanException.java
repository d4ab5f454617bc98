package dev.thorax.imaging.format;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.topic.RejectionReason;

/** Reports that bytes are not a radiograph that Thorax can take; the message is one sentence for a person. */
public final class UnacceptableScanException extends Exception {
    private static final long serialVersionUID = 1;

    private final RejectionReason reason;

    /** Creates a rejection whose {@code sentence} names what is wrong and what to do. */
    public UnacceptableScanException(RejectionReason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    /**
     * Creates a rejection that follows from an error of a decoder.
     *
     * @param cause the error, or null
     */
    public UnacceptableScanException(RejectionReason reason, String sentence, @Nullable Exception cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    /** Returns the reason, as a stable code for programs. */
    public RejectionReason reason() {
        return reason;
    }
}
