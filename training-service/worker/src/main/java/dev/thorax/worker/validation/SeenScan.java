package dev.thorax.worker.validation;

import org.jspecify.annotations.Nullable;

/**
 * A scan that the training of a version had.
 *
 * @param scanId the scan
 * @param patient a key that only the scans of the same patient share; never leaves this process
 * @param sha256 SHA-256 of its bytes, or null if that is not known
 * @param learned whether the version learned from it; else it was held out for the version's own report
 */
record SeenScan(String scanId, String patient, @Nullable String sha256, boolean learned) {}
