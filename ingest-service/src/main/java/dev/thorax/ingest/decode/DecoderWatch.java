package dev.thorax.ingest.decode;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends decoder processes that exceed a limit while they work. It looks at each of them every 20 ms. */
final class DecoderWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 20;
    /** A longer time between two looks is one in which the service itself stood still, with the answer unread. */
    private static final long LONGEST_STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread watch = new Thread(work, "decoder-watch");
        watch.setDaemon(true);
        return watch;
    });

    /** Watches a process until the result is closed. After that the process is not ended any more. */
    Watched begin(DecoderProcess process, DecodeLimits limits) {
        Watched watched = new Watched(process, limits);
        watched.looks = thread.scheduleWithFixedDelay(watched, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return watched;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Watches one process while it decodes one picture. */
    static final class Watched implements Runnable, AutoCloseable {
        private final DecoderProcess process;
        private final DecodeLimits limits;
        private Future<?> looks;
        private boolean closed;
        private long last = System.nanoTime();
        private long elapsedNanos;

        private Watched(DecoderProcess process, DecodeLimits limits) {
            this.process = process;
            this.limits = limits;
        }

        @Override
        public synchronized void run() {
            long now = System.nanoTime();
            elapsedNanos += Math.min(now - last, LONGEST_STEP_NANOS);
            last = now;
            if (closed) {
                return;
            }
            if (elapsedNanos > limits.deadline().toNanos()) {
                process.kill(DecoderFault.DEADLINE);
            } else if (process.residentMib() > limits.residentMib()) {
                process.kill(DecoderFault.MEMORY);
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            looks.cancel(false);
        }
    }
}
