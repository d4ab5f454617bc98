package dev.thorax.contracts.storage;

import org.jspecify.annotations.Nullable;

/**
 * A scan with certain bytes; the JSON of {@code contents/{sha256}/{scanId}}.
 *
 * @param scanId the scan
 * @param patient the patient's pseudonym, or null
 * @param published Kafka's id of the topic {@code thorax.scans.stored} that has the scan's event, or null if that is not known. A
 *     topic that is made anew has another id
 */
public record ContentScan(String scanId, @Nullable String patient, @Nullable String published) {}
