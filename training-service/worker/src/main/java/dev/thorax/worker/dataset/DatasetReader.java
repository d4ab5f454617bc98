package dev.thorax.worker.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.TrainingException;

/** Reads a data set from the object store: which scans it has each time, their pixels only if they are not in the cache. */
public final class DatasetReader {
    private static final int READERS = 8;
    /** Scans a reader may be ahead of the one that is written. */
    private static final int AHEAD = 4 * READERS;

    private final ObjectStore store;
    private final PixelCache cache;

    /**
     * Reads from {@code store}.
     *
     * @param cache keeps decoded scans
     */
    public DatasetReader(ObjectStore store, PixelCache cache) {
        this.store = store;
        this.cache = cache;
    }

    /**
     * Reads every labelled scan of {@code dataset} at the size of {@code input}.
     *
     * @throws TrainingException if it is empty, has one class only, a part of it is missing or broken, or the disk is full
     */
    public Dataset read(String dataset, InputSpec input) {
        List<ScanPointerKey> keys = store.list(StorageKeys.dataset(dataset)).stream()
                .map(key -> ScanPointerKey.parse(dataset, key))
                .toList();
        List<String> classes =
                keys.stream().map(ScanPointerKey::label).distinct().sorted().toList();
        check(dataset, keys.size(), classes);
        checkOneClassEach(dataset, keys);
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<LabelledScan> scans = new ArrayList<>();
            ahead(keys, key -> scan(key, classes.indexOf(key.label())), readers)
                    .forEachRemaining(scan -> scan.ifPresent(scans::add));
            ScanPixels pixels = cache.get(
                    Dataset.digest(classes, scans),
                    input,
                    scans.size(),
                    () -> ahead(
                            scans,
                            scan -> pixels(
                                    new ScanPointerKey(dataset, classes.get(scan.label()), scan.scanId()), input),
                            readers));
            return new Dataset(dataset, classes, input, List.copyOf(scans), pixels);
        } finally {
            readers.shutdownNow();
        }
    }

    private static void check(String dataset, int scans, List<String> classes) {
        if (scans == 0) {
            throw new TrainingException("Data set " + dataset + " has no scans; publish labelled scans to it first.");
        }
        if (classes.size() == 1) {
            throw new TrainingException("Data set " + dataset + " has only the class " + classes.get(0)
                    + ", but a network needs at least two to tell apart; publish scans of another class.");
        }
    }

    private static void checkOneClassEach(String dataset, List<ScanPointerKey> keys) {
        Map<String, String> labels = new HashMap<>();
        for (ScanPointerKey key : keys) {
            String other = labels.put(key.scanId(), key.label());
            if (other != null) {
                throw new TrainingException("Scan " + key.scanId() + " lies in data set " + dataset + " as " + other
                        + " and as " + key.label() + "; send it again with the class that is right, then train again.");
            }
        }
    }

    /** Returns the result of {@code read} for each of {@code items}, in their order. */
    private static <T, R> Iterator<R> ahead(List<T> items, Function<T, R> read, Executor readers) {
        return new PrefetchingIterator<>(
                items.stream().<Supplier<R>>map(item -> () -> read.apply(item)).iterator(), AHEAD, readers);
    }

    /** Empty if the scan was moved to another class since the data set was listed. */
    private Optional<LabelledScan> scan(ScanPointerKey key, int label) {
        byte[] json;
        try {
            json = store.get(key.key());
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
        ScanPointer pointer = pointer(key, json);
        return Optional.of(
                new LabelledScan(key.scanId(), pointer.patientKey(), label, pointer.sha256(), pointer.metadata()));
    }

    private byte[] pixels(ScanPointerKey key, InputSpec input) {
        String image = StorageKeys.image(key.scanId());
        byte[] pixels = new byte[input.height() * input.width()];
        try {
            ModelInput.write(CanonicalImage.fromPng(store.get(image)), input, pixels, 0);
            return pixels;
        } catch (ObjectMissingException e) {
            throw new TrainingException("The image " + image + " of data set " + key.dataset()
                    + " is gone from the object store; send the scan again or delete " + key.key() + ".");
        } catch (IllegalArgumentException e) {
            throw new TrainingException("The image " + image + " of data set " + key.dataset() + " cannot be read ("
                    + e.getMessage() + "); send the scan again or delete " + key.key() + ".");
        }
    }

    private static ScanPointer pointer(ScanPointerKey key, byte[] json) {
        try {
            ScanPointer pointer = Json.read(json, ScanPointer.class);
            if (key.scanId().equals(pointer.scanId())
                    && key.label().equals(pointer.label())
                    && StorageKeys.image(key.scanId()).equals(pointer.imageKey())
                    && pointer.sha256() != null) {
                return pointer;
            }
        } catch (Json.UnreadableEventException e) {
            throw broken(key, e);
        }
        throw broken(key, null);
    }

    private static TrainingException broken(ScanPointerKey key, RuntimeException cause) {
        TrainingException broken = new TrainingException("The pointer " + key.key()
                + " does not describe the labelled scan that its name says; send the scan again or delete it.");
        if (cause != null) {
            broken.initCause(cause);
        }
        return broken;
    }
}
