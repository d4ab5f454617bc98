package dev.thorax.ingest.admission;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.thorax.ingest.record.ScanOrigin;

/**
 * Kafka's ids of the topics of scans. A topic that is made anew, or that is in another cluster, has another id.
 *
 * @param sources ids of the topics that scans come from, by name: {@code thorax.scans}, and those of devices
 * @param stored id of {@code thorax.scans.stored}, where their events go
 */
public record ScanTopics(Map<String, String> sources, String stored) {
    /** Keeps the ids. */
    public ScanTopics {
        sources = Map.copyOf(sources);
    }

    /** Returns the id of the topic of a scan's record, or null if it is not there any more. */
    @Nullable
    String source(String origin) {
        return ScanOrigin.parse(origin).map(place -> sources.get(place.topic())).orElse(null);
    }

    /** Returns whether {@code id} is that of a topic that scans come from now. */
    boolean hasSource(@Nullable String id) {
        return id != null && sources.containsValue(id);
    }
}
