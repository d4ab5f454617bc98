package dev.thorax.worker.report;

/**
 * A scan whose label is probably wrong.
 *
 * @param scanId the scan
 * @param label its class in the data set
 * @param likely the class that a network names that did not learn from the scan, nor from others of its patient
 * @param labelProbability of {@code label}, in [0,1]
 * @param likelyProbability of {@code likely}, in [0,1]
 */
public record LabelSuspect(
        String scanId, String label, String likely, float labelProbability, float likelyProbability) {}
