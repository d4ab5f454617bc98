package dev.thorax.ingest.admission;

/**
 * Kafka's ids of the two topics of a scan. A topic that is made anew, or that is in another cluster, has another id.
 *
 * @param scans id of {@code thorax.scans}, where scans come from
 * @param stored id of {@code thorax.scans.stored}, where their events go
 */
public record ScanTopics(String scans, String stored) {}
