package dev.thorax.worker.comparison;

/**
 * A labelled scan of a data set as it stands there now.
 *
 * @param scanId the scan
 * @param label its class
 * @param patient a key that only the scans of the same patient share; never leaves this process
 */
record HoldoutScan(String scanId, String label, String patient) {}
