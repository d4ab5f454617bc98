package dev.thorax.inference.model;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;

/** Holds the one model that serves. Safe for use by many threads. */
@ApplicationScoped
public class ProductionModel {
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private @Nullable OpenedModel<ScoringSession> current;

    /** Returns whether a model serves. */
    public synchronized boolean isServing() {
        return current != null;
    }

    /** Returns a stage that completes when the first model serves. */
    public CompletionStage<Void> first() {
        return first.minimalCompletionStage();
    }

    /** Returns the model that serves now; it stays usable until the caller closes it, whatever is promoted meanwhile. */
    public synchronized OpenedModel<ScoringSession> lease() {
        if (current == null) {
            throw new IllegalStateException("No model serves yet.");
        }
        return current.retain();
    }

    /** Replaces the model that serves; the one before is closed after its last lease. */
    void swap(OpenedModel<ScoringSession> next) {
        replace(next);
        // Completing may run the waiting batch, so not on the thread that loads models.
        first.completeAsync(() -> null);
    }

    @PreDestroy
    void close() {
        replace(null);
    }

    private void replace(@Nullable OpenedModel<ScoringSession> next) {
        OpenedModel<ScoringSession> previous;
        synchronized (this) {
            previous = current;
            current = next;
        }
        if (previous != null) {
            previous.close();
        }
    }
}
