package dev.thorax.ingest.patient;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /patients/held}.
 *
 * @param patient the patient's number, as devices send it
 * @param after the last scan of the page before, or null for the first page
 */
record HeldQuery(@Nullable String patient, @Nullable String after) {
    /** Leaves the patient out. */
    @Override
    public String toString() {
        return "HeldQuery[after=" + after + "]";
    }
}
