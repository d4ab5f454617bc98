package dev.thorax.runtime.topic;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.thorax.runtime.config.Range;

/** Configures the check of the topics. */
@ConfigMapping(prefix = "thorax.topics")
public interface TopicsConfig {
    /** Replicas that each partition must have. A cluster with fewer brokers needs one on each. */
    @WithDefault("3")
    @Range(min = 1, max = 100)
    int replication();

    /** Accepts a topic whose settings the broker does not let this service read. */
    @WithDefault("false")
    boolean acceptUnreadable();

    /** Days for which {@code thorax.audit} must keep its records at least. */
    @WithDefault("3653")
    @Range(min = 1, max = 36_500)
    int auditDays();
}
