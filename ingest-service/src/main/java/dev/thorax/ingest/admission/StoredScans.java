package dev.thorax.ingest.admission;

import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ScanFormat;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Makes the events of stored scans from their objects. */
@ApplicationScoped
public class StoredScans {
    private static final String UNKNOWN = "application/octet-stream";

    private final ObjectStore store;

    /** Reads the objects of {@code store}. */
    public StoredScans(ObjectStore store) {
        this.store = store;
    }

    /**
     * Returns the event of a scan, without label and data set, and with the source that it first came with; empty if its objects are not whole.
     *
     * @param stored when the scan was stored, for claims of earlier releases that have no time
     */
    public Optional<ScanStored> event(String scanId, Instant stored) {
        try {
            ScanClaim claim = Json.read(store.get(StorageKeys.claim(scanId)), ScanClaim.class);
            String imageKey = StorageKeys.image(scanId);
            GreyImage image = CanonicalImage.fromPng(store.get(imageKey));
            return claim.sha256() == null
                    ? Optional.empty()
                    : Optional.of(new ScanStored(
                            scanId,
                            claim.patient(),
                            null,
                            null,
                            claim.source(),
                            claim.sha256(),
                            mediaType(scanId),
                            imageKey,
                            image.width(),
                            image.height(),
                            claim.claimedAt() == null ? stored : claim.claimedAt()));
        } catch (ObjectMissingException
                | ObjectCorruptException
                | Json.UnreadableEventException
                | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The original of some formats is not kept. */
    private String mediaType(String scanId) {
        try {
            return ScanFormat.of(new ByteReader(store.get(StorageKeys.original(scanId))))
                    .map(ScanFormat::mediaType)
                    .orElse(UNKNOWN);
        } catch (ObjectMissingException e) {
            return UNKNOWN;
        }
    }
}
