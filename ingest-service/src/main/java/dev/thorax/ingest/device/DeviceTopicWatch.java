package dev.thorax.ingest.device;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.thorax.contracts.topic.Topics;
import dev.thorax.ingest.config.IngestConfig;
import dev.thorax.ingest.metrics.DeviceLag;
import dev.thorax.runtime.kafka.ChannelTopics;
import dev.thorax.runtime.task.RepeatedTask;
import dev.thorax.runtime.topic.BrokerTopics;

/**
 * Lets the channel of scans consume the topics of devices that fit, beside {@code thorax.scans}, from the time at which they are there.
 * A topic that does not fit, or no longer, holds up no other: its scans wait in it.
 */
@ApplicationScoped
public class DeviceTopicWatch {
    /** Topics that are named in the log and in the health check at most. */
    static final int MOST_NAMED = 20;

    private static final Logger LOG = Logger.getLogger(DeviceTopicWatch.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(15);

    /** Longer than a partition may take to begin. */
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private static final String CHANNEL = "scans";
    private static final String METRIC = "thorax.ingest.device.topics";

    private final boolean enabled;
    private final Supplier<DeviceTopicState> check;
    private final Predicate<Set<String>> subscription;
    private final RepeatedTask task = new RepeatedTask("device-topics", this::checkOnce);
    private volatile DeviceTopicState state = DeviceTopicState.NONE;

    @Inject
    DeviceTopicWatch(IngestConfig config, BrokerTopics broker, ChannelTopics channels, MeterRegistry metrics) {
        this(
                config.deviceTopics(),
                new DeviceTopicCheck(broker::names, broker::compare),
                topics -> channels.consume(CHANNEL, topics).await().atMost(LONGEST_START),
                metrics);
        DeviceLag.register(() -> channels.metrics(CHANNEL), metrics);
    }

    /**
     * Creates a watch. {@link #start} starts it.
     *
     * @param check finds the topics of devices; throws a {@code KafkaException} if the broker does not answer
     * @param subscription lets the channel consume exactly these topics, and returns whether that is a change
     */
    DeviceTopicWatch(
            boolean enabled,
            Supplier<DeviceTopicState> check,
            Predicate<Set<String>> subscription,
            MeterRegistry metrics) {
        this.enabled = enabled;
        this.check = check;
        this.subscription = subscription;
        gauge("consumed", () -> state.fitting().size(), metrics);
        gauge("refused", () -> state.faults().size(), metrics);
    }

    void start(@Observes StartupEvent started) {
        if (enabled) {
            task.start(FIRST, PAUSE);
        }
    }

    @PreDestroy
    void stop() {
        task.close();
    }

    /** Returns what the last check found that the broker answered. */
    DeviceTopicState state() {
        return state;
    }

    void checkOnce() {
        DeviceTopicState found = check.get();
        report(found.faults());
        state = found;
        Set<String> topics = new TreeSet<>(found.fitting());
        topics.add(Topics.SCANS);
        if (subscription.test(topics)) {
            LOG.infof(
                    "Other topics of devices are consumed topics=%d",
                    found.fitting().size());
        }
    }

    private void report(Map<String, String> faults) {
        faults.entrySet().stream()
                .limit(MOST_NAMED)
                .filter(fault -> !fault.getValue().equals(state.faults().get(fault.getKey())))
                .forEach(fault -> LOG.errorf(
                        "The topic of a device does not fit, so its scans wait topic=%s cause=\"%s\"",
                        fault.getKey(), fault.getValue()));
        if (faults.size() > MOST_NAMED && faults.size() != state.faults().size()) {
            LOG.errorf("More topics of devices do not fit topics=%d", faults.size() - MOST_NAMED);
        }
    }

    private static void gauge(String state, Supplier<Number> count, MeterRegistry metrics) {
        Gauge.builder(METRIC, count)
                .description("Topics of devices that are there, by whether they fit and are consumed")
                .tag("state", state)
                .register(metrics);
    }
}
