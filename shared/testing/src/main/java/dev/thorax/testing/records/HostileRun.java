package dev.thorax.testing.records;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/** Sends records to a topic and checks after each that the service serves the next good one and is ready. */
public final class HostileRun {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String topic;
    private final Sender sender;
    private final Consumer<String> good;
    private final BooleanSupplier ready;

    /**
     * Creates a run.
     *
     * @param topic name of the topic
     * @param sender sends a record
     * @param good sends a good record with an id to partition 0, and waits for the answer to it; fails after a minute
     * @param ready whether the service is ready
     */
    public HostileRun(String topic, Sender sender, Consumer<String> good, BooleanSupplier ready) {
        this.topic = topic;
        this.sender = sender;
        this.good = good;
        this.ready = ready;
    }

    /** Sends all {@code records} and prints which one took the longest. */
    public void check(List<HostileRecord> records) {
        long slowest = -1;
        String name = "";
        for (int i = 0; i < records.size(); i++) {
            HostileRecord record = records.get(i);
            long start = System.nanoTime();
            sender.send(topic, 0, record.key(), record.value(), record.headers());
            try {
                good.accept("good-" + Integer.toHexString(topic.hashCode()) + "-" + i);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "No answer after \"" + record.name() + "\" on " + topic + ": " + e.getMessage(), e);
            }
            assertThat(isReadyAtLast())
                    .as("ready after \"%s\" on %s", record.name(), topic)
                    .isTrue();
            long nanos = System.nanoTime() - start;
            if (nanos > slowest) {
                slowest = nanos;
                name = record.name();
            }
        }
        System.out.printf(
                "%s: served the next record after each of %d hostile ones, slowest %d ms after \"%s\"%n",
                topic, records.size(), Duration.ofNanos(slowest).toMillis(), name);
    }

    /** A busy machine may answer late, so several answers are waited for. */
    private boolean isReadyAtLast() {
        long start = System.nanoTime();
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    /** Sends records of any form. */
    @FunctionalInterface
    public interface Sender {
        /** Sends a record and waits until the broker has it. */
        void send(String topic, Integer partition, byte[] key, byte[] value, List<Map.Entry<String, byte[]>> headers);
    }
}
