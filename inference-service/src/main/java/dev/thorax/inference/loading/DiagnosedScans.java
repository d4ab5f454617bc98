package dev.thorax.inference.loading;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Finds the scans whose event was answered with a diagnosis before, so that a replay of the topic diagnoses nothing again. A
 * diagnosis answers the event with its {@code scannedAt}. Ingest publishes a scan again only after Kafka was lost, with a
 * later time, and then it is scored.
 */
@ApplicationScoped
public class DiagnosedScans {
    private final ObjectStore store;
    private final boolean rescoreAll;
    private final InferenceMetrics metrics;

    /** Reads the archived diagnoses of {@code store}. */
    public DiagnosedScans(ObjectStore store, InferenceConfig config, InferenceMetrics metrics) {
        this.store = store;
        this.rescoreAll = config.rescore().equals("all");
        this.metrics = metrics;
    }

    /**
     * Returns whether the archived diagnosis of the scan answers this event or a later one.
     *
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer
     */
    boolean has(ScanStored event) {
        if (rescoreAll || event.storedAt() == null) {
            return false;
        }
        try {
            Diagnosis last = Json.read(store.get(StorageKeys.diagnosis(event.scanId())), Diagnosis.class);
            boolean answered = last.scannedAt() != null && !last.scannedAt().isBefore(event.storedAt());
            if (answered) {
                metrics.alreadyDiagnosed().increment();
            }
            return answered;
        } catch (ObjectMissingException | ObjectCorruptException | Json.UnreadableEventException e) {
            return false;
        }
    }
}
