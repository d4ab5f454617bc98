package dev.thorax.ingest.device;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Describes what the last check of the topics of devices found.
 *
 * @param fitting the topics that are consumed
 * @param faults one sentence for each topic that does not fit, by topic. Its scans wait
 */
record DeviceTopicState(Set<String> fitting, Map<String, String> faults) {
    /** No topic. */
    static final DeviceTopicState NONE = new DeviceTopicState(Set.of(), Map.of());

    DeviceTopicState {
        fitting = new TreeSet<>(fitting);
        faults = new TreeMap<>(faults);
    }
}
