package dev.thorax.contracts.event;

import java.time.Instant;

/**
 * A scan was erased: its pictures, heat maps, diagnosis and places in data sets are deleted. Whoever has copies deletes them.
 *
 * @param scanId the scan
 * @param erasedAt when it was erased (UTC)
 */
public record ScanErased(String scanId, Instant erasedAt) {}
