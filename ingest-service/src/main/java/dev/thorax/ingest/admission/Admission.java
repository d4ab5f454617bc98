package dev.thorax.ingest.admission;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.dataset.DatasetFiler;
import dev.thorax.ingest.decode.ScanDecoder;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.ObjectStore;

/** Judges one scan and makes it durable. Doing it again has the same effect. */
@ApplicationScoped
public class Admission {
    private static final Logger LOG = Logger.getLogger(Admission.class);

    private final ObjectStore store;
    private final ScanDecoder decoder;
    private final ScanClaims claims;
    private final ScanPointers pointers;
    private final DatasetFiler filer;
    private final SenderMarks senders;
    private final Clock clock;

    Admission(
            ObjectStore store,
            ScanDecoder decoder,
            ScanClaims claims,
            ScanPointers pointers,
            DatasetFiler filer,
            SenderMarks senders,
            Clock clock) {
        this.store = store;
        this.decoder = decoder;
        this.claims = claims;
        this.pointers = pointers;
        this.filer = filer;
        this.senders = senders;
        this.clock = clock;
    }

    /**
     * Judges and stores a scan. A rejected scan claims no id, so a device may correct it and send it under the same one. A
     * scan that was published before is filed again if it comes with a label, but not stored again.
     *
     * @param topics the topics as they are now
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer; the scan must come again
     */
    public Outcome admit(Scan scan, ScanTopics topics) {
        try {
            scan.checkMetadata();
            filer.checkLabel(scan);
            DecodedScan decoded = decoder.decode(scan.bytes());
            StrippedFile original = StrippedFile.of(scan);
            ScanClaims.Claimed claim = claims.claim(scan, original.sha256(), topics);
            senders.mark(scan);
            return claim.publishes()
                    ? new Outcome.Stored(store(scan, original, decoded, claim.patient()))
                    : refile(scan, CanonicalImages.metadata(scan.bytes().length, decoded), claim.patient());
        } catch (UnacceptableScanException e) {
            return new Outcome.Rejected(e);
        }
    }

    private ScanStored store(Scan scan, StrippedFile original, DecodedScan decoded, String patient) {
        String imageKey = StorageKeys.image(scan.id());
        // First the pointer, so that no object of a patient is without one.
        pointers.ofPatient(patient, scan.id(), scan.sha256());
        if (original.bytes() != null) {
            store.put(StorageKeys.original(scan.id()), original.bytes(), decoded.mediaType());
        }
        store.put(imageKey, CanonicalImages.png(decoded), CanonicalImages.PNG);
        if (scan.label() != null) {
            filer.file(scan, CanonicalImages.metadata(scan.bytes().length, decoded), patient);
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

    private Outcome refile(Scan scan, ScanMetadata metadata, String patient) {
        if (scan.label() == null) {
            return new Outcome.Duplicate();
        }
        return switch (filer.file(scan, metadata, patient)) {
            case NONE -> new Outcome.Duplicate();
            case FILED -> {
                LOG.infof("Filed a stored scan again scanId=%s dataset=%s", scan.id(), scan.dataset());
                yield new Outcome.Refiled(false);
            }
            case RELABELLED -> {
                LOG.infof("Relabelled a stored scan scanId=%s dataset=%s", scan.id(), scan.dataset());
                yield new Outcome.Refiled(true);
            }
        };
    }
}
