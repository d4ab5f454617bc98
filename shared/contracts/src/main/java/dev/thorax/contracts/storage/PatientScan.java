package dev.thorax.contracts.storage;

/**
 * A scan of a patient; the JSON of {@code patients/{pseudonym}/{scanId}}.
 *
 * @param scanId the scan
 * @param sha256 SHA-256 of the original bytes, 64 lower-case hex digits
 */
public record PatientScan(String scanId, String sha256) {}
