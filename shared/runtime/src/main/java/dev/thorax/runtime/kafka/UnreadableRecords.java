package dev.thorax.runtime.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;

/** Counts records that nobody can answer, as they cannot be read and their topic has no answers. */
public final class UnreadableRecords {
    private UnreadableRecords() {}

    /** Counts a record of {@code topic}. */
    public static void count(String topic) {
        Counter.builder("thorax.kafka.records.unreadable")
                .description("Records that could not be read and have no answer, by topic")
                .tag("topic", topic)
                .register(Metrics.globalRegistry)
                .increment();
    }
}
