package dev.thorax.contracts.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A scan was rejected, and its file is in the object store for some days.
 *
 * @param scanId the id that the scan would have had
 * @param fileKey object key of the file as it came, or null if nothing of it is kept: it was empty, or unreadable and might name
 *     the patient in clear text
 * @param size bytes of the file; 0 if nothing is kept
 * @param sha256 SHA-256 of the file, 64 lower-case hex digits
 * @param reason a stable code, e.g. {@code truncated}
 * @param detail one sentence for a person: what is wrong and what to do
 * @param origin where the scan came from: {@code topic-partition@offset}, or {@code POST /scans}
 * @param rejectedAt when ingest rejected it (UTC)
 */
public record ScanRejected(
        String scanId,
        @Nullable String fileKey,
        int size,
        String sha256,
        String reason,
        String detail,
        String origin,
        Instant rejectedAt) {}
