package dev.thorax.worker.comparison;

/**
 * A labelled scan of a data set as it stands there now.
 *
 * @param scanId the scan
 * @param label its class
 * @param patient a key that only the scans of the same patient share; never leaves this process
 * @param sha256 SHA-256 of the original bytes, 64 lower-case hex digits, or null if the pointer names none
 */
public record HoldoutScan(String scanId, String label, String patient, String sha256) {
    /** Returns the same scan with another patient key. */
    HoldoutScan withPatient(String key) {
        return new HoldoutScan(scanId, label, key, sha256);
    }
}
