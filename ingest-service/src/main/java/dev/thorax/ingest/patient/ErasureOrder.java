package dev.thorax.ingest.patient;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /patients/erasures}.
 *
 * @param patient the patient's number, as devices send it
 * @param reason why the patient is erased, one line without anything about the patient
 */
record ErasureOrder(@Nullable String patient, @Nullable String reason) {
    private static final int LONGEST = 500;

    /** Returns whether the reason is one line of 1 to 500 characters. */
    boolean hasReason() {
        return reason != null
                && !reason.isBlank()
                && reason.length() <= LONGEST
                && reason.codePoints().noneMatch(Character::isISOControl);
    }

    /** Leaves the patient out. */
    @Override
    public String toString() {
        return "ErasureOrder[]";
    }
}
