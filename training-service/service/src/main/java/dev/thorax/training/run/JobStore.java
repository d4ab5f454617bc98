package dev.thorax.training.run;

import java.util.Optional;

import jakarta.inject.Singleton;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Keeps the objects of a running job: its order, its attempts and its result. */
@Singleton
class JobStore {
    private final ObjectStore store;
    private final OpenOrders orders;
    private final Attempts attempts;

    JobStore(ObjectStore store, OpenOrders orders, Attempts attempts) {
        this.store = store;
        this.orders = orders;
        this.attempts = attempts;
    }

    Attempts attempts() {
        return attempts;
    }

    OpenOrders orders() {
        return orders;
    }

    /** Returns the last message of a worker of {@code job}, if one ended in good order. */
    Optional<WorkerMessage> result(JobKeys job) {
        try {
            return Optional.of(Json.read(store.get(job.result()), WorkerMessage.class));
        } catch (ObjectMissingException | Json.UnreadableEventException e) {
            return Optional.empty();
        }
    }

    /** Removes an ended job: its result, then its order. */
    void close(JobKeys job) {
        store.delete(job.result());
        orders.remove(job);
    }
}
