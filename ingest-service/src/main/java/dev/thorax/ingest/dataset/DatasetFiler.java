package dev.thorax.ingest.dataset;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.DatasetClasses;
import dev.thorax.contracts.storage.Pseudonym;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Files labelled scans into data sets. A scan has one label per data set, the last one received. It may be in several data
 * sets.
 */
@ApplicationScoped
public class DatasetFiler {
    private static final String JSON = "application/json";

    private final ObjectStore store;

    /** Files in {@code store}. */
    public DatasetFiler(ObjectStore store) {
        this.store = store;
    }

    /**
     * Files a scan under its label. The new pointer is written before the old one is deleted, and the filing last. A crash in
     * between leaves the old filing, so the rest is done when the same scan comes again.
     *
     * @param scan one with a label and a data set
     * @param metadata what is known of it besides its pixels. If the scan comes without a source, that of the last filing stays, and if
     *     there is none, that of {@code metadata}. Its mask is that of the scan
     * @param patient the patient's pseudonym. If it is null, that of the last filing stays, since a scan that loses its
     *     patient could be used for training and for testing
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer; the scan must come again
     */
    public Change file(Scan scan, ScanMetadata metadata, String patient) {
        Filing last = last(scan);
        String known = patient == null ? last.patient() : patient;
        String source = Stream.of(scan.source(), last.source(), metadata.source())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        ScanPointer pointer = new ScanPointer(
                scan.id(),
                scan.label(),
                known,
                scan.sha256(),
                StorageKeys.image(scan.id()),
                metadata.withSource(source));
        put(StorageKeys.pointer(scan.dataset(), scan.label(), scan.id()), pointer);
        boolean moved = last.label() != null && !last.label().equals(scan.label());
        if (moved) {
            store.delete(StorageKeys.pointer(scan.dataset(), last.label(), scan.id()));
        }
        Filing now = new Filing(scan.label(), known, source, metadata.mask());
        if (now.isSame(last)) {
            return Change.NONE;
        }
        store.put(StorageKeys.filing(scan.id(), scan.dataset()), Json.write(now), JSON);
        return moved ? Change.RELABELLED : Change.FILED;
    }

    /**
     * Returns the pointers to a scan that count, one of each of its data sets, by their keys. If the scan moves to another
     * label meanwhile, a pointer that is written again may stay beside the new one. It does not count, since the filing
     * decides.
     */
    public Map<String, ScanPointer> pointers(String scanId) {
        Map<String, ScanPointer> pointers = new TreeMap<>();
        String filings = StorageKeys.filings(scanId);
        for (String key : store.list(filings)) {
            try {
                String label = Json.read(store.get(key), Filing.class).label();
                String pointer = StorageKeys.pointer(key.substring(filings.length()), label, scanId);
                pointers.put(pointer, Json.read(store.get(pointer), ScanPointer.class));
            } catch (ObjectMissingException | ObjectCorruptException | Json.UnreadableEventException e) {
                // The scan has left the data set, or comes to it just now. A training reports a broken pointer.
            }
        }
        return pointers;
    }

    /** Writes all pointers to a scan anew that name another mask than {@code mask}, as a scan has one mask in all data sets. */
    public void remask(String scanId, String mask) {
        pointers(scanId).forEach((key, pointer) -> {
            if (pointer.metadata() != null && !mask.equals(pointer.metadata().mask())) {
                put(key, pointer.withMetadata(pointer.metadata().withMask(mask)));
            }
        });
    }

    /** Writes a pointer anew. */
    public void put(String key, ScanPointer pointer) {
        store.put(key, Json.write(pointer), JSON);
    }

    /**
     * Refuses a label that the data set of the scan does not declare.
     *
     * @throws UnacceptableScanException with the list of its classes
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer; the scan must come again
     */
    public void checkLabel(Scan scan) throws UnacceptableScanException {
        if (scan.label() == null || scan.dataset() == null) {
            return;
        }
        try {
            DatasetClasses declared =
                    Json.read(store.get(StorageKeys.datasetClasses(scan.dataset())), DatasetClasses.class);
            if (!declared.allow(scan.label())) {
                throw new UnacceptableScanException(
                        RejectionReason.INVALID_METADATA, declared.refusal(scan.dataset(), scan.label()));
            }
        } catch (ObjectMissingException e) {
            // A data set without declared classes takes any label.
        } catch (Json.UnreadableEventException e) {
            throw new UnacceptableScanException(
                    RejectionReason.INVALID_METADATA,
                    "The classes of data set " + scan.dataset() + " cannot be read; declare them again.");
        }
    }

    private Filing last(Scan scan) {
        try {
            return Json.read(store.get(StorageKeys.filing(scan.id(), scan.dataset())), Filing.class);
        } catch (ObjectMissingException e) {
            return new Filing(null, null, null, null);
        }
    }

    /** The change that filing a scan made to a data set. */
    public enum Change {
        /** The scan, its patient, its source or its mask is new in the data set. */
        FILED,
        /** The scan had another label before. */
        RELABELLED,
        /** The scan was filed like this before. */
        NONE
    }

    /**
     * The content of a filing object: the label, the patient, the source and the mask of a scan in one data set.
     *
     * @param label its class there
     * @param patient the patient's pseudonym there, or null
     * @param source the hospital or site there, or null, also in filings of earlier releases
     * @param mask SHA-256 of its mask, or null, also in filings of earlier releases
     */
    record Filing(String label, String patient, String source, String mask) {
        boolean isSame(Filing other) {
            return Objects.equals(label, other.label)
                    && Pseudonym.same(patient, other.patient)
                    && Objects.equals(source, other.source)
                    && Objects.equals(mask, other.mask);
        }
    }
}
