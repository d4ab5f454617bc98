package dev.thorax.ingest.admission;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.storage.Pseudonym;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.Scan;
import dev.thorax.ingest.record.ScanOrigin;

/**
 * The content of a claim object: what a scan is, and which record publishes it. The last five are null in claims of earlier
 * releases.
 *
 * @param origin the record that publishes the scan: {@code topic-partition@offset}
 * @param sha256 SHA-256 of its bytes, 64 lower-case hex digits
 * @param patient the patient's pseudonym, or null
 * @param scans Kafka's id of the topic of {@code origin}
 * @param stored Kafka's id of the topic for the scan's event when the claim was made
 * @param claimedAt when the claim was made (UTC)
 * @param original SHA-256 of the original as it is kept, without metadata; null if none is kept
 * @param source the hospital or site of the scan as it first came, or null
 */
record ScanClaim(
        String origin,
        String sha256,
        @Nullable String patient,
        @Nullable String scans,
        @Nullable String stored,
        @Nullable Instant claimedAt,
        @Nullable String original,
        @Nullable String source) {

    /** Returns whether {@code origin} in one of {@code topics} is the record of this claim. */
    boolean isOf(String origin, ScanTopics topics) {
        return this.origin.equals(origin) && (scans == null || topics.hasSource(scans));
    }

    /** Returns whether the record of this claim may have published into a topic of {@code topics}. */
    boolean mayHavePublishedTo(ScanTopics topics) {
        return stored == null || stored.equals(topics.stored()) || topics.hasSource(scans);
    }

    /** Returns whether the record of this claim is before {@code ends}. */
    boolean isBefore(ScanEndOffsets ends) {
        return ScanOrigin.parse(origin)
                .filter(place -> ends.isAfter(scans, place.partition().partition(), place.offset()))
                .isPresent();
    }

    /** Returns this claim as one that published nothing before {@code time}. */
    ScanClaim dated(ScanTopics topics, Instant time) {
        return new ScanClaim(origin, sha256, patient, null, topics.stored(), time, original, source);
    }

    /** Returns the source of a scan that comes again: the one that it has now, else the claimed one. */
    @Nullable
    String sourceOf(Scan scan) {
        return scan.source() == null ? source : scan.source();
    }

    /**
     * Checks that a scan is the claimed one. A scan that comes without a patient keeps the claimed one.
     *
     * @param pseudonym pseudonym of the patient that {@code scan} came with, or null
     */
    void check(Scan scan, @Nullable String pseudonym) throws UnacceptableScanException {
        if (!sha256.equals(scan.sha256())) {
            throw new UnacceptableScanException(
                    RejectionReason.ID_TAKEN,
                    "Another scan with other bytes has this id already; give each scan its own id and send it again.");
        }
        if (pseudonym != null && !Pseudonym.same(pseudonym, patient)) {
            throw new UnacceptableScanException(
                    RejectionReason.PATIENT_DIFFERS,
                    "This scan was stored before " + (patient == null ? "without a patient" : "for another patient")
                            + " and is not changed; if this patient is the right one, send the picture under another id, and"
                            + " withdraw the diagnosis of the first id wherever it is used.");
        }
    }
}
