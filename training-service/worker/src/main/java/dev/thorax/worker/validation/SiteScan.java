package dev.thorax.worker.validation;

import org.jspecify.annotations.Nullable;

/**
 * A labelled scan that a validation counts.
 *
 * @param scanId the scan
 * @param label its class in the data set, which the version need not have
 * @param patient number of its patient in this validation, at least 0. No pseudonym, as the object that has it is kept
 * @param source the hospital or site that it came from, or null if nobody said it
 */
record SiteScan(String scanId, String label, int patient, @Nullable String source) {}
