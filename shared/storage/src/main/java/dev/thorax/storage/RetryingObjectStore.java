package dev.thorax.storage;

import java.time.Duration;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/**
 * Object store for long-running jobs. Retries each call with growing pauses until the store answers or the thread is
 * interrupted. A missing object is not retried.
 *
 * <p>An interrupted thread keeps its interrupt flag and gets the {@link StoreUnavailableException} of the last try. A
 * reader begins at the first byte in each try. {@link #putIfAbsent} returns false if an earlier try of the same call
 * wrote the object and its answer was lost.
 */
public final class RetryingObjectStore extends ObjectStoreDecorator {
    private static final Logger LOG = Logger.getLogger(RetryingObjectStore.class);

    private final Backoff backoff;

    /** Retries the calls of {@code store} with pauses of half a second to fifteen seconds. */
    public RetryingObjectStore(ObjectStore store) {
        this(store, Backoff.between(Duration.ofMillis(500), Duration.ofSeconds(15)));
    }

    /** Retries the calls of {@code store} with the pauses of {@code backoff}. */
    public RetryingObjectStore(ObjectStore store, Backoff backoff) {
        super(store);
        this.backoff = backoff;
    }

    @Override
    <T> T run(Operation operation, String key, Supplier<T> call) {
        for (int failures = 1; ; failures++) {
            try {
                return call.get();
            } catch (StoreUnavailableException e) {
                Duration pause = backoff.pause(failures);
                LOG.warnf(
                        "The object store does not answer and is tried again operation=%s pauseMillis=%d cause=\"%s\"",
                        operation.label(), pause.toMillis(), e.getMessage());
                sleep(pause, e);
            }
        }
    }

    private static void sleep(Duration pause, StoreUnavailableException failure) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
