package dev.thorax.ingest.attempt;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Keeps attempt marks in the object store, so that they count across the replicas. */
@ApplicationScoped
public class AttemptMarks {
    private final ObjectStore store;

    /** Keeps the marks in {@code store}. */
    public AttemptMarks(ObjectStore store) {
        this.store = store;
    }

    /** Returns the mark of a scan's record, if a process left one. One of another record with the same id is none. */
    Optional<AttemptMark> find(Scan scan) {
        try {
            return Optional.of(Json.read(store.get(StorageKeys.attempt(scan.id())), AttemptMark.class))
                    .filter(mark -> mark.isOf(scan));
        } catch (ObjectMissingException | Json.UnreadableEventException e) {
            return Optional.empty();
        }
    }

    void put(Scan scan, AttemptMark mark) {
        store.put(StorageKeys.attempt(scan.id()), Json.write(mark), "application/json");
    }

    void remove(Scan scan) {
        store.delete(StorageKeys.attempt(scan.id()));
    }
}
