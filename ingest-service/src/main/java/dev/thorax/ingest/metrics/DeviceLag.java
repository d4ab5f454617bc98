package dev.thorax.ingest.metrics;

import java.util.Collection;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.Metric;

/** Measures how far the scans of devices with topics wait: the largest lag of all of them, without a name. */
public final class DeviceLag {
    private static final String METRIC = "thorax.ingest.device.lag";
    private static final String LAG = "records-lag";

    private DeviceLag() {}

    /**
     * Registers the gauge.
     *
     * @param consumer gives the metrics of Kafka's consumer as they are now
     */
    public static void register(Supplier<? extends Collection<? extends Metric>> consumer, MeterRegistry registry) {
        Gauge.builder(METRIC, () -> largest(consumer.get()))
                .description("Largest number of records that wait in one partition of a topic of a device")
                .baseUnit("records")
                .register(registry);
    }

    static double largest(Collection<? extends Metric> metrics) {
        return metrics.stream()
                .filter(metric -> metric.metricName().name().equals(LAG)
                        && DeviceMeterFilter.isOfDevice(
                                metric.metricName().tags().get("topic")))
                .mapToDouble(metric -> metric.metricValue() instanceof Double lag && !lag.isNaN() ? lag : 0)
                .max()
                .orElse(0);
    }
}
