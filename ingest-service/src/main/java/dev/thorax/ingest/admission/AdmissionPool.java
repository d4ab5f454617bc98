package dev.thorax.ingest.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import dev.thorax.ingest.config.IngestConfig;

/** Runs the admissions of a batch on a few threads. While one decodes, another waits for the store. */
@Singleton
public class AdmissionPool {
    private final ExecutorService threads;

    /** Starts as many threads as {@code config} has. */
    public AdmissionPool(IngestConfig config) {
        this.threads = Executors.newFixedThreadPool(config.threads());
    }

    /**
     * Does all of {@code work} and returns the results in its order.
     *
     * @throws RuntimeException the first failure, after all work has ended. If that is an {@link Error}, it is thrown itself
     */
    public <T> List<T> inOrder(List<Callable<T>> work) {
        try {
            List<T> results = new ArrayList<>(work.size());
            for (Future<T> result : threads.invokeAll(work)) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The service stops, so the batch comes again.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
