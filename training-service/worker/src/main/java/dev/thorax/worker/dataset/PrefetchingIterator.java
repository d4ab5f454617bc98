package dev.thorax.worker.dataset;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Iterates over the results of tasks in order, while other threads compute the next ones. The number of waiting results is bounded.
 *
 * @param <T> what a task makes
 */
public final class PrefetchingIterator<T> implements Iterator<T> {
    private final Iterator<Supplier<T>> tasks;
    private final Executor executor;
    private final Queue<CompletableFuture<T>> begun = new ArrayDeque<>();
    private long waited;

    /**
     * Starts the first tasks.
     *
     * @param most results that may wait for the taker, at least 1
     */
    public PrefetchingIterator(Iterator<Supplier<T>> tasks, int most, Executor executor) {
        this.tasks = tasks;
        this.executor = executor;
        for (int i = 0; i < most; i++) {
            begin();
        }
    }

    @Override
    public boolean hasNext() {
        return !begun.isEmpty();
    }

    /** The next result; throws what its task threw, or IllegalStateException if the thread is asked to end. */
    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        long start = System.nanoTime();
        T result = result(begun.remove());
        waited += System.nanoTime() - start;
        begin();
        return result;
    }

    /** Returns how long the taker has waited for results, in nanoseconds. */
    public long waited() {
        return waited;
    }

    private void begin() {
        if (tasks.hasNext()) {
            begun.add(CompletableFuture.supplyAsync(tasks.next(), executor));
        }
    }

    private T result(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The work was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
