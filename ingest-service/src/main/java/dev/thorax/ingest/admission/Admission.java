package dev.thorax.ingest.admission;

import java.time.Clock;
import java.util.Optional;

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
import dev.thorax.ingest.source.DeviceSources;
import dev.thorax.storage.ObjectStore;

/** Judges one scan and makes it durable. Doing it again has the same effect. */
@ApplicationScoped
public class Admission {
    private static final Logger LOG = Logger.getLogger(Admission.class);

    private final ObjectStore store;
    private final ScanDecoder decoder;
    private final ScanClaims claims;
    private final ScanMasks masks;
    private final ScanPointers pointers;
    private final DatasetFiler filer;
    private final SenderMarks senders;
    private final DeviceSources sources;
    private final Clock clock;

    Admission(
            ObjectStore store,
            ScanDecoder decoder,
            ScanClaims claims,
            ScanMasks masks,
            ScanPointers pointers,
            DatasetFiler filer,
            SenderMarks senders,
            DeviceSources sources,
            Clock clock) {
        this.store = store;
        this.decoder = decoder;
        this.claims = claims;
        this.masks = masks;
        this.pointers = pointers;
        this.filer = filer;
        this.senders = senders;
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * Judges and stores a scan. A rejected scan claims no id, so a device may correct it and send it under the same one. A
     * scan that was published before is filed again if it comes with a label, but not stored again.
     *
     * @param topics the topics as they are now
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer; the scan must come again
     */
    public Outcome admit(Scan received, ScanTopics topics) {
        try {
            received.checkMetadata();
            Scan scan = sources.complete(received);
            filer.checkLabel(scan);
            DecodedScan decoded = decoder.decode(scan.bytes());
            Optional<ScanMasks.Mask> mask = masks.read(scan, decoded);
            StrippedFile original = StrippedFile.of(scan);
            ScanClaims.Claimed claim = claims.claim(scan, original.sha256(), topics);
            senders.mark(scan);
            return claim.publishes()
                    ? new Outcome.Stored(store(scan, original, decoded, mask, claim))
                    : refile(scan, metadata(scan, decoded, mask, claim), mask, claim.patient());
        } catch (UnacceptableScanException e) {
            return new Outcome.Rejected(e);
        }
    }

    private ScanStored store(
            Scan scan,
            StrippedFile original,
            DecodedScan decoded,
            Optional<ScanMasks.Mask> mask,
            ScanClaims.Claimed claim) {
        String imageKey = StorageKeys.image(scan.id());
        // First the pointer, so that no object of a patient is without one.
        pointers.ofPatient(claim.patient(), scan.id(), scan.sha256());
        if (original.bytes() != null) {
            store.put(StorageKeys.original(scan.id()), original.bytes(), decoded.mediaType());
        }
        store.put(imageKey, CanonicalImages.png(decoded), CanonicalImages.PNG);
        mask.ifPresent(given -> masks.store(scan.id(), given));
        if (scan.label() != null) {
            filer.file(scan, metadata(scan, decoded, mask, claim), claim.patient());
        }
        return new ScanStored(
                scan.id(),
                claim.patient(),
                scan.label(),
                scan.dataset(),
                claim.source(),
                scan.sha256(),
                decoded.mediaType(),
                imageKey,
                decoded.image().width(),
                decoded.image().height(),
                clock.instant());
    }

    private static ScanMetadata metadata(
            Scan scan, DecodedScan decoded, Optional<ScanMasks.Mask> mask, ScanClaims.Claimed claim) {
        return CanonicalImages.metadata(scan.bytes().length, decoded, claim.source())
                .withMask(mask.map(ScanMasks.Mask::sha256).orElse(null));
    }

    private Outcome refile(Scan scan, ScanMetadata metadata, Optional<ScanMasks.Mask> mask, String patient) {
        if (scan.label() == null) {
            return new Outcome.Duplicate();
        }
        mask.ifPresent(given -> masks.store(scan.id(), given));
        ScanMetadata masked = mask.isPresent() ? metadata : metadata.withMask(masks.stored(scan.id()));
        DatasetFiler.Change change = filer.file(scan, masked, patient);
        mask.ifPresent(given -> filer.remask(scan.id(), given.sha256()));
        return switch (change) {
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
