package dev.thorax.ingest.patient;

import java.util.List;

/**
 * What the object store holds of one scan, by keys.
 *
 * @param scanId the scan
 * @param objects its pictures, its claim, its diagnosis, its labels and the pointers to it
 * @param datasets its places in data sets
 * @param explanations its heat maps and the probabilities beside them
 */
public record HeldScan(String scanId, List<String> objects, List<String> datasets, List<String> explanations) {}
