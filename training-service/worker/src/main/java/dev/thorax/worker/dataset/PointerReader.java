package dev.thorax.worker.dataset;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.TrainingException;

/**
 * Reads the pointers of scans that may move to another class meanwhile. The filing of a scan, which ingest writes last,
 * decides which of its pointers counts.
 */
public final class PointerReader {
    private static final int LOOKS = 10;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ObjectStore store;

    /** Creates a reader of the pointers in {@code store}. */
    public PointerReader(ObjectStore store) {
        this.store = store;
    }

    /** The part of a filing that is read here. */
    private record Filing(String label) {}

    /**
     * Reads the pointer of one scan.
     *
     * @param listed its pointers at the time of the listing, at least one
     * @return empty if the scan has left the data set since
     * @throws TrainingException with a sentence, if a pointer is broken or nothing decides between two
     */
    public Optional<ScanPointer> read(List<ScanPointerKey> listed) {
        if (listed.size() == 1) {
            Optional<ScanPointer> pointer = find(listed.get(0));
            if (pointer.isPresent()) {
                return pointer;
            }
        }
        return settled(listed);
    }

    /** Looks again until the pointer that the filing names is there: a move takes a moment. */
    private Optional<ScanPointer> settled(List<ScanPointerKey> listed) {
        ScanPointerKey first = listed.get(0);
        for (int look = 1; look <= LOOKS; look++) {
            Optional<ScanPointerKey> filed = filed(first);
            if (filed.isEmpty()) {
                break;
            }
            Optional<ScanPointer> pointer = find(filed.get());
            if (pointer.isPresent()) {
                return pointer;
            }
            pause();
        }
        if (listed.size() > 1) {
            throw new TrainingException("Scan " + first.scanId() + " lies in data set " + first.dataset() + " as "
                    + first.label() + " and as " + listed.get(1).label()
                    + "; send it again with the class that is right, then train again.");
        }
        return Optional.empty();
    }

    private Optional<ScanPointerKey> filed(ScanPointerKey scan) {
        try {
            byte[] json = store.get(StorageKeys.filing(scan.scanId(), scan.dataset()));
            return Optional.ofNullable(Json.read(json, Filing.class).label())
                    .filter(StorageKeys::isName)
                    .map(label -> new ScanPointerKey(scan.dataset(), label, scan.scanId()));
        } catch (ObjectMissingException | ObjectCorruptException | Json.UnreadableEventException e) {
            return Optional.empty();
        }
    }

    private Optional<ScanPointer> find(ScanPointerKey key) {
        byte[] json;
        try {
            json = store.get(key.key());
        } catch (ObjectMissingException e) {
            return Optional.empty();
        } catch (ObjectCorruptException e) {
            throw broken(key, e);
        }
        ScanPointer pointer;
        try {
            pointer = Json.read(json, ScanPointer.class);
        } catch (Json.UnreadableEventException e) {
            throw broken(key, e);
        }
        if (!key.scanId().equals(pointer.scanId())
                || !key.label().equals(pointer.label())
                || !StorageKeys.image(key.scanId()).equals(pointer.imageKey())
                || pointer.sha256() == null) {
            throw broken(key, null);
        }
        return Optional.of(pointer);
    }

    private static TrainingException broken(ScanPointerKey key, RuntimeException cause) {
        return new TrainingException(
                "The pointer " + key.key()
                        + " does not describe the labelled scan that its name says; send the scan again or delete it.",
                cause);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The work was interrupted.", e);
        }
    }
}
