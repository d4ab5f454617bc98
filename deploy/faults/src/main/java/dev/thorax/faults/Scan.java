package dev.thorax.faults;

import java.util.Map;

/**
 * Holds what a device sends.
 *
 * @param good whether the right answer is a diagnosis, and not a rejection
 * @param file the picture, or what stands for it
 * @param headers without those of CloudEvents
 */
record Scan(String id, boolean good, byte[] file, Map<String, String> headers) {}
