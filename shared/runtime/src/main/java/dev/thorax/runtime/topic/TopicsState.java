package dev.thorax.runtime.topic;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Describes what the last check of the topics found.
 *
 * @param faults one sentence for each topic that does not fit, by topic
 * @param accepted one sentence for each topic that is taken although nobody could compare its settings, by topic
 * @param cause why the topics could not be compared, or null if they were
 */
public record TopicsState(Map<String, String> faults, Map<String, String> accepted, @Nullable String cause) {
    /** Keeps the sentences in the order of the topics. */
    public TopicsState {
        faults = new TreeMap<>(faults);
        accepted = new TreeMap<>(accepted);
    }

    static TopicsState unknown(String cause) {
        return new TopicsState(Map.of(), Map.of(), cause);
    }

    /** Returns whether the topics were compared and all fit. */
    public boolean fits() {
        return cause == null && faults.isEmpty();
    }
}
