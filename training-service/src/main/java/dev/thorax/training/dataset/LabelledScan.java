package dev.thorax.training.dataset;

/**
 * One scan of a data set.
 *
 * @param scanId the scan
 * @param patient a key that only the scans of the same patient share; never leaves this process
 * @param label index of its class
 * @param sha256 SHA-256 of the original bytes, 64 lower-case hex digits
 */
public record LabelledScan(String scanId, String patient, int label, String sha256) {}
