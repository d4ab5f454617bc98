package dev.thorax.ingest;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.events.EventJson;
import dev.thorax.events.ScanStored;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.DecodedScan;
import dev.thorax.imaging.ImageDecoder;
import dev.thorax.imaging.UnacceptableScan;
import dev.thorax.storage.Keys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ScanPointer;

/** Judges one scan and makes it durable. Doing it again has the same effect. */
@ApplicationScoped
public class Admission {
    private final ObjectStore store;
    private final Claims claims;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    Admission(ObjectStore store, Claims claims, Pseudonyms pseudonyms, Clock clock) {
        this.store = store;
        this.claims = claims;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /**
     * A refused scan claims no id, so a device may mend it and send it under the same one.
     *
     * @throws dev.thorax.storage.StoreUnavailable if the store does not answer; the scan must come again
     */
    Outcome admit(Scan scan) {
        try {
            scan.checkMetadata();
            DecodedScan decoded = ImageDecoder.decode(scan.bytes());
            return claims.claim(scan) ? new Outcome.Stored(store(scan, decoded)) : new Outcome.Duplicate();
        } catch (UnacceptableScan e) {
            return new Outcome.Rejected(e);
        }
    }

    private ScanStored store(Scan scan, DecodedScan decoded) {
        String patient = pseudonyms.of(scan.patient());
        String imageKey = Keys.image(scan.id());
        store.put(Keys.original(scan.id()), scan.bytes(), decoded.mediaType());
        store.put(imageKey, CanonicalImage.toPng(decoded.image()), "image/png");
        if (scan.label() != null) {
            ScanPointer pointer = new ScanPointer(scan.id(), scan.label(), patient, scan.sha256(), imageKey);
            store.put(
                    Keys.pointer(scan.dataset(), scan.label(), scan.id()),
                    EventJson.write(pointer),
                    "application/json");
        }
        return new ScanStored(
                scan.id(),
                patient,
                scan.label(),
                scan.dataset(),
                scan.sha256(),
                decoded.mediaType(),
                imageKey,
                decoded.image().width(),
                decoded.image().height(),
                clock.instant());
    }
}
