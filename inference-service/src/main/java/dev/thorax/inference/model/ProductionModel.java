package dev.thorax.inference.model;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/** Holds the one model that serves. Safe for use by many threads. */
@ApplicationScoped
public class ProductionModel {
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private ServingModel current;

    /** Whether there is a model. */
    public synchronized boolean isThere() {
        return current != null;
    }

    /** Completes when the first model is there. */
    public CompletionStage<Void> first() {
        return first.minimalCompletionStage();
    }

    /** The model that serves now; it stays usable until the caller closes it, whatever is promoted meanwhile. */
    public synchronized ServingModel lease() {
        if (current == null) {
            throw new IllegalStateException("There is no model yet.");
        }
        return current.retain();
    }

    /** Lets {@code next} serve from the next lease on; the one before is freed after its last. */
    void swap(ServingModel next) {
        ServingModel previous;
        synchronized (this) {
            previous = current;
            current = next;
        }
        if (previous != null) {
            previous.close();
        }
        // Completing may run the waiting batch, so not on the thread that loads models.
        first.completeAsync(() -> null);
    }

    @PreDestroy
    void close() {
        synchronized (this) {
            if (current != null) {
                current.close();
                current = null;
            }
        }
    }
}
