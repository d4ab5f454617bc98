package dev.thorax.training.run;

import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.arc.All;

import dev.thorax.contracts.worker.JobOrder;

/** Handlers of all kinds of jobs. */
@Singleton
class JobHandlers {
    private final List<JobHandler> handlers;

    JobHandlers(@All List<JobHandler> handlers) {
        this.handlers = List.copyOf(handlers);
    }

    /** Returns the handler of the job that {@code order} names. */
    JobHandler of(JobOrder order) {
        return handlers.stream()
                .filter(handler -> handler.handles(order))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No handler knows the order " + order.keys().order()));
    }
}
