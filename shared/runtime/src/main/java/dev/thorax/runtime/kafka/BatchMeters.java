package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Measures the batches of each channel: how old the one in work is, how often it came again, and how many records were set
 * aside. A channel has one batch in work at a time. Safe for use by many threads.
 */
@ApplicationScoped
public class BatchMeters {
    private static final String AGE = "thorax.batch.age";
    private static final String RETRIES = "thorax.batch.retries";
    private static final String SET_ASIDE = "thorax.batch.set.aside";
    private static final String ANSWERED_BEFORE = "thorax.batch.answered.before";
    private static final String CHANNEL = "channel";

    private final MeterRegistry registry;
    private final LongSupplier nanos;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();

    /** Registers its meters with {@code registry}. */
    @Inject
    public BatchMeters(MeterRegistry registry) {
        this(registry, System::nanoTime);
    }

    BatchMeters(MeterRegistry registry, LongSupplier nanos) {
        this.registry = registry;
        this.nanos = nanos;
    }

    /** Notes that the work on a batch begins, for the first time or again. */
    public void begin(String channel) {
        channel(channel).begin(nanos.getAsLong());
    }

    /** Notes that the work on a batch ended and will not be repeated. */
    public void done(String channel) {
        channel(channel).done();
    }

    /** Notes that the work on a batch ended, and that the batch comes again. */
    public void failed(String channel) {
        channel(channel).failed();
    }

    /** Returns the channel that has been at one batch for longer than {@code limit} without a pause, if there is one. */
    public Optional<String> stuck(Duration limit) {
        long now = nanos.getAsLong();
        return channels.entrySet().stream()
                .filter(entry -> entry.getValue().workingFor(now) > limit.toNanos())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /** Counts a record that is set aside. */
    void setAside(String channel) {
        channel(channel).setAside();
    }

    /** Returns how many records were set aside since one was answered. */
    int setAsideInARow(String channel) {
        return channel(channel).setAsideInARow();
    }

    /** Counts records that came again and were answered before. */
    void answeredBefore(String channel, int records) {
        channel(channel).answeredBefore.increment(records);
    }

    /** Notes that a record was answered. */
    void answered(String channel) {
        channel(channel).answered();
    }

    private Channel channel(String name) {
        return channels.computeIfAbsent(name, this::register);
    }

    private Channel register(String name) {
        Channel channel = new Channel(
                Counter.builder(RETRIES)
                        .description("Batches that came again after a failure of broker or store")
                        .tag(CHANNEL, name)
                        .register(registry),
                Counter.builder(SET_ASIDE)
                        .description("Records that could not be processed and were set aside")
                        .tag(CHANNEL, name)
                        .register(registry),
                Counter.builder(ANSWERED_BEFORE)
                        .description("Records that came again and had been answered")
                        .tag(CHANNEL, name)
                        .register(registry));
        Gauge.builder(AGE, () -> channel.pendingFor(nanos.getAsLong()) / (double) TimeUnit.SECONDS.toNanos(1))
                .description("Time since the batch in work came for the first time")
                .baseUnit("seconds")
                .tag(CHANNEL, name)
                .register(registry);
        return channel;
    }

    /** The batch of one channel. */
    private static final class Channel {
        private final Counter retries;
        private final Counter recordsSetAside;
        private final Counter answeredBefore;
        private Long firstBegun;
        private Long lastBegun;
        private int inARow;

        Channel(Counter retries, Counter recordsSetAside, Counter answeredBefore) {
            this.retries = retries;
            this.recordsSetAside = recordsSetAside;
            this.answeredBefore = answeredBefore;
        }

        synchronized void begin(long now) {
            firstBegun = firstBegun == null ? now : firstBegun;
            lastBegun = now;
        }

        synchronized void done() {
            firstBegun = null;
            lastBegun = null;
        }

        synchronized void failed() {
            lastBegun = null;
            retries.increment();
        }

        synchronized long workingFor(long now) {
            return lastBegun == null ? 0 : now - lastBegun;
        }

        synchronized long pendingFor(long now) {
            return firstBegun == null ? 0 : now - firstBegun;
        }

        synchronized void setAside() {
            recordsSetAside.increment();
            inARow++;
        }

        synchronized int setAsideInARow() {
            return inARow;
        }

        synchronized void answered() {
            inARow = 0;
        }
    }
}
