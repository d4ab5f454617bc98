package dev.thorax.runtime.edge;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;

/**
 * Counts the requests and bytes of each caller against what it may send. It knows a bounded number of callers and forgets the
 * one that has been silent for longest. Safe for use by many threads.
 */
final class CallerLimits {
    /** About 0.6 KiB each. */
    private static final int CALLERS = 4_000;

    private static final int BURST_SECONDS = 30;

    private record Allowance(Bucket requests, Bucket bytes) {}

    private final long requestsPerSecond;
    private final long bytesPerSecond;
    private final TimeMeter clock;
    private final Map<String, Allowance> callers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
            return size() > CALLERS;
        }
    };

    /**
     * Creates limits of callers that have sent nothing yet.
     *
     * @param requestsPerSecond mean over half a minute
     * @param bytesPerSecond mean over half a minute
     * @param nanoTime the time in nanoseconds, from any start
     */
    CallerLimits(long requestsPerSecond, long bytesPerSecond, LongSupplier nanoTime) {
        this.requestsPerSecond = requestsPerSecond;
        this.bytesPerSecond = bytesPerSecond;
        this.clock = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanoTime.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    /** Counts one request of {@code caller}. Returns how long to wait if there were too many requests or bytes, else zero. */
    Duration take(String caller) {
        Allowance allowance = of(caller);
        EstimationProbe bytes = allowance.bytes().estimateAbilityToConsume(1);
        if (!bytes.canBeConsumed()) {
            return Duration.ofNanos(bytes.getNanosToWaitForRefill());
        }
        return Duration.ofNanos(
                allowance.requests().tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
    }

    /** Counts bytes that {@code caller} has sent, which may be more than it had left. Then its next requests wait. */
    void spend(String caller, long bytes) {
        if (bytes > 0) {
            of(caller).bytes().consumeIgnoringRateLimits(bytes);
        }
    }

    private synchronized Allowance of(String caller) {
        return callers.computeIfAbsent(
                caller, name -> new Allowance(bucket(requestsPerSecond), bucket(bytesPerSecond)));
    }

    private Bucket bucket(long perSecond) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(perSecond * BURST_SECONDS).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build();
    }
}
