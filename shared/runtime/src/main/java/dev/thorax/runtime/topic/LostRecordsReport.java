package dev.thorax.runtime.topic;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.kafka.LostRecords;

/** Reports records of the consumed channels that left their topics unread, in the log and as a metric. */
@Singleton
class LostRecordsReport {
    private static final Logger LOG = Logger.getLogger(LostRecordsReport.class);
    private static final String METRIC = "thorax.kafka.records.lost";
    private static final String PREFIX = "mp.messaging.incoming.";
    private static final String GROUP = ".group.id";

    /** Topics by the group that reads them. */
    private final Map<String, String> topics = new TreeMap<>();

    private final MeterRegistry metrics;
    private @Nullable LostRecords finder;

    LostRecordsReport(Config config, MeterRegistry metrics) {
        this.metrics = metrics;
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(PREFIX) && name.endsWith(GROUP))
                .map(name -> name.substring(0, name.length() - GROUP.length()))
                .forEach(channel -> topics.put(
                        config.getValue(channel + GROUP, String.class),
                        config.getValue(channel + ".topic", String.class)));
        topics.values().forEach(this::counter);
    }

    /** Looks for lost records of all groups. A group whose offsets are not readable is logged. */
    void report(Admin admin) {
        if (finder == null) {
            finder = new LostRecords(admin);
        }
        topics.forEach((group, topic) -> {
            try {
                finder.find(group, topic).forEach((partition, count) -> {
                    counter(topic).increment(count);
                    LOG.errorf(
                            "Records lost: the topic removed them before they were read, so their senders must send them"
                                    + " again; raise its retention topic=%s partition=%d records=%d",
                            partition.topic(), partition.partition(), count);
                });
            } catch (KafkaException e) {
                LOG.warnf("Lost records cannot be looked for topic=%s cause=\"%s\"", topic, e.getMessage());
            }
        });
    }

    private io.micrometer.core.instrument.Counter counter(String topic) {
        return io.micrometer.core.instrument.Counter.builder(METRIC)
                .description(
                        "Offsets that left a topic before this service had read them, by topic, those of devices together")
                .tag("topic", topic)
                .register(metrics);
    }
}
