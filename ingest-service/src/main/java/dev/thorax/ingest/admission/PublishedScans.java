package dev.thorax.ingest.admission;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ContentScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Marks published scans in the object store, by the pointer from a scan's content to it. The mark is written after the Kafka
 * transaction has committed. It may be missing after a crash, but is never there without the event.
 */
@ApplicationScoped
public class PublishedScans {
    private static final String JSON = "application/json";

    private final ObjectStore store;

    /** Keeps the marks in {@code store}. */
    public PublishedScans(ObjectStore store) {
        this.store = store;
    }

    /** Marks the scan of an event that was committed to the topic of {@code topics}. */
    public void mark(ScanStored event, ScanTopics topics) {
        mark(event.sha256(), event.scanId(), event.patient(), topics);
    }

    /** Marks a scan whose event is in the topic of {@code topics}. */
    void mark(String sha256, String scanId, String patient, ScanTopics topics) {
        store.put(
                StorageKeys.contentScan(sha256, scanId),
                Json.write(new ContentScan(scanId, patient, topics.stored())),
                JSON);
    }

    /** Returns whether the scan is marked as published to the topic of {@code topics}. */
    boolean isMarked(String sha256, String scanId, ScanTopics topics) {
        try {
            ContentScan scan = Json.read(store.get(StorageKeys.contentScan(sha256, scanId)), ContentScan.class);
            return topics.stored().equals(scan.published());
        } catch (ObjectMissingException e) {
            return false;
        }
    }
}
