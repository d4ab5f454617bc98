package dev.thorax.inference.scoring;

import java.time.Instant;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ScanStored;

/**
 * Scan of a diagnosis.
 *
 * @param scanId the scan
 * @param patient the patient's pseudonym, or null
 * @param image object key of the canonical image
 * @param scannedAt when ingest stored the scan (UTC)
 */
public record ScoredScan(String scanId, String patient, String image, Instant scannedAt) {

    /** Returns the scan of an event. */
    static ScoredScan of(ScanStored event) {
        return new ScoredScan(event.scanId(), event.patient(), event.imageKey(), event.storedAt());
    }

    /** Returns the scan of another model's diagnosis. */
    public static ScoredScan of(Diagnosis diagnosis) {
        return new ScoredScan(diagnosis.scanId(), diagnosis.patient(), diagnosis.image(), diagnosis.scannedAt());
    }
}
