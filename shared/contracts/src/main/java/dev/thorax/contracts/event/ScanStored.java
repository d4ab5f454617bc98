package dev.thorax.contracts.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A scan was accepted and its bytes are durable in the object store.
 *
 * @param scanId identifies the scan everywhere
 * @param patient the patient's pseudonym, or null where the device named no patient
 * @param label the class that the hospital gave the scan, or null for a scan without one
 * @param dataset the data set that a labelled scan belongs to, or null
 * @param source the hospital or site that the scan comes from, or null if it is not known
 * @param sha256 SHA-256 of the original bytes, 64 lower-case hex digits
 * @param mediaType what the original is, read from its bytes and not from what the device claimed, e.g. {@code image/png}
 * @param imageKey object key of the canonical image (8-bit grey PNG, long side at most 512 px)
 * @param width width of the canonical image in pixels
 * @param height height of the canonical image in pixels
 * @param storedAt when ingest accepted it (UTC)
 */
public record ScanStored(
        String scanId,
        @Nullable String patient,
        @Nullable String label,
        @Nullable String dataset,
        @Nullable String source,
        String sha256,
        String mediaType,
        String imageKey,
        int width,
        int height,
        Instant storedAt) {}
