package dev.thorax.contracts.storage;

/**
 * Describes one labelled scan of a data set; the JSON of {@code datasets/{dataset}/{label}/{scanId}}.
 *
 * @param scanId the scan
 * @param label its class
 * @param patient the patient's pseudonym, or null; without one the scan counts as a patient of its own
 * @param sha256 SHA-256 of the original bytes, 64 lower-case hex digits
 * @param imageKey object key of the canonical image
 * @param metadata what is known of it besides its pixels; null in pointers of earlier versions
 */
public record ScanPointer(
        String scanId, String label, String patient, String sha256, String imageKey, ScanMetadata metadata) {
    /** First characters of the patient key of a scan without a patient. */
    public static final String ANONYMOUS_PREFIX = "scan ";

    private static final String PATIENT_PREFIX = "patient ";

    /** Creates a pointer without metadata. */
    public ScanPointer(String scanId, String label, String patient, String sha256, String imageKey) {
        this(scanId, label, patient, sha256, imageKey, null);
    }

    /** Returns the same pointer with other metadata. */
    public ScanPointer withMetadata(ScanMetadata other) {
        return new ScanPointer(scanId, label, patient, sha256, imageKey, other);
    }

    /**
     * Returns the key by which splits keep the scans of a patient together. A scan without a patient is a patient of its
     * own. The prefixes keep a pseudonym that reads like a scan id apart from that scan. Pseudonyms with and without the id
     * of the first key give the same key, which is that of earlier releases.
     */
    public String patientKey() {
        return patient == null || patient.isBlank()
                ? ANONYMOUS_PREFIX + scanId
                : PATIENT_PREFIX + Pseudonym.withoutKeyId(patient);
    }
}
