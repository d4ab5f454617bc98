package dev.thorax.contracts.topic;

import java.util.Locale;

/** Names every reason for which a scan is rejected. */
public enum RejectionReason {
    EMPTY,
    TOO_LARGE,
    NOT_AN_IMAGE,
    FORMAT_NOT_SUPPORTED,
    TRUNCATED,
    CORRUPT,
    DECODER_CRASHED,
    DECODER_MEMORY,
    DECODER_DEADLINE,
    TOO_SMALL,
    TOO_MANY_PIXELS,
    BLANK,
    INVALID_METADATA,
    ID_TAKEN,
    PATIENT_DIFFERS,
    /** The scan of this id was erased. */
    ERASED,
    /** The scan was tried several times and failed for an error of the program. */
    UNPROCESSABLE,
    /** Processes of the service ended while they worked at the scan. */
    REPEATED_CRASH;

    /** Returns the stable code that stands in headers and problem documents, e.g. {@code too-many-pixels}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
