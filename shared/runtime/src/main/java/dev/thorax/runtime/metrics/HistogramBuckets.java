package dev.thorax.runtime.metrics;

import java.time.Duration;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/**
 * Gives the timers and summaries of Thorax and the timer of HTTP requests histograms with fixed bounds. The bounds are the same in
 * all replicas, so that their counts can be added, and a percentile of a service is that of all its replicas.
 */
@ApplicationScoped
public class HistogramBuckets {
    private static final String OURS = "thorax.";
    private static final String HTTP = "http.server.requests";
    private static final String TRAINING = "thorax.training.duration";

    private static final double[] SECONDS = nanos(
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60));

    private static final double[] HOURS = nanos(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(20),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofHours(24));

    private static final double[] COUNTS = {1, 2, 4, 8, 16, 32, 64, 128};

    @Produces
    @Singleton
    MeterFilter filter() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return bounds(id).length == 0
                        ? config
                        : DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(bounds(id))
                                .build()
                                .merge(config);
            }
        };
    }

    /** Returns the upper bounds of a meter's buckets: nanoseconds for a timer, else its own unit; none for meters of others. */
    private static double[] bounds(Meter.Id id) {
        if (!id.getName().startsWith(OURS) && !id.getName().equals(HTTP)) {
            return DoubleStream.empty().toArray();
        }
        return switch (id.getType()) {
            case TIMER -> id.getName().equals(TRAINING) ? HOURS : SECONDS;
            case DISTRIBUTION_SUMMARY -> COUNTS;
            default -> DoubleStream.empty().toArray();
        };
    }

    private static double[] nanos(Duration... bounds) {
        return Stream.of(bounds).mapToDouble(Duration::toNanos).toArray();
    }
}
