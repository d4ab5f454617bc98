package dev.thorax.explain.heatmap;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;

/**
 * Bounds how much work runs and waits, and never runs the same work twice at the same time. Work runs on its caller's
 * thread. Safe for use by many threads.
 *
 * @param <T> result of the work
 */
final class ComputeQueue<T> {
    private final Semaphore places;
    private final Semaphore workers;
    /** Limits the callers that wait for the same work of another one. */
    private final Semaphore waiters;

    private final ConcurrentMap<String, CompletableFuture<T>> running = new ConcurrentHashMap<>();

    /**
     * @param workers how much work may run at the same time, at least 1
     * @param queue how much work may wait for a worker, and how many callers may wait for work of others, at least 0
     */
    ComputeQueue(int workers, int queue) {
        this.workers = new Semaphore(workers, true);
        this.places = new Semaphore(workers + queue, true);
        this.waiters = new Semaphore(queue);
    }

    /** Runs {@code work}, or waits for the work of the same {@code key} if that is already running. */
    T once(String key, WhenBusy whenBusy, Supplier<T> work) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> other = running.putIfAbsent(key, mine);
        if (other != null) {
            return await(other, whenBusy);
        }
        try {
            mine.complete(inTurn(whenBusy, work));
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(key, mine);
        }
        return result(mine);
    }

    private T inTurn(WhenBusy whenBusy, Supplier<T> work) {
        if (whenBusy == WhenBusy.WAIT) {
            places.acquireUninterruptibly();
        } else {
            acquireNow(places);
        }
        try {
            workers.acquireUninterruptibly();
            try {
                return work.get();
            } finally {
                workers.release();
            }
        } finally {
            places.release();
        }
    }

    private T await(CompletableFuture<T> other, WhenBusy whenBusy) {
        if (whenBusy == WhenBusy.WAIT) {
            return result(other);
        }
        acquireNow(waiters);
        try {
            return result(other);
        } finally {
            waiters.release();
        }
    }

    private static void acquireNow(Semaphore permits) {
        if (!permits.tryAcquire()) {
            throw new ExplanationException(
                    Reason.BUSY, "Too many heat maps are being computed already; try again in a few seconds.");
        }
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
