package dev.thorax.worker.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.DatasetClasses;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.TrainingException;

/** Lists the labelled scans of a data set as they are now, while scans may come and move to other classes. */
final class DatasetLister {
    /** Pointers that are read ahead of the one that is taken. */
    private static final int AHEAD = 32;

    private final ObjectStore store;
    private final PointerReader pointers;

    DatasetLister(ObjectStore store) {
        this.store = store;
        this.pointers = new PointerReader(store);
    }

    /**
     * Lists every labelled scan of {@code dataset}.
     *
     * @throws TrainingException if it is empty, has one class only, has a label that is not among its declared classes, or
     *     a pointer is broken
     */
    DatasetScans list(String dataset, ExecutorService readers) {
        List<ScanPointer> found = found(dataset, readers);
        return scans(dataset, classes(dataset, found), found);
    }

    /**
     * Lists every labelled scan of {@code dataset} that has a mask, of one class or more.
     *
     * @throws TrainingException if no scan has a mask, or a pointer is broken
     */
    DatasetScans listMasked(String dataset, ExecutorService readers) {
        List<ScanPointer> found = found(dataset, readers).stream()
                .filter(pointer ->
                        pointer.metadata() != null && pointer.metadata().mask() != null)
                .toList();
        if (found.isEmpty()) {
            throw new TrainingException("No scan of data set " + dataset
                    + " has a mask; send labelled scans with their masks to it first.");
        }
        return ofAnyClass(dataset, found);
    }

    /**
     * Lists every labelled scan of {@code dataset}, whatever classes they have.
     *
     * @throws TrainingException if a pointer is broken
     */
    DatasetScans listAll(String dataset, ExecutorService readers) {
        return ofAnyClass(dataset, found(dataset, readers));
    }

    private static DatasetScans ofAnyClass(String dataset, List<ScanPointer> found) {
        List<String> classes =
                found.stream().map(ScanPointer::label).distinct().sorted().toList();
        return scans(dataset, classes, found);
    }

    private List<ScanPointer> found(String dataset, ExecutorService readers) {
        List<ScanPointer> found = new ArrayList<>();
        ahead(keys(dataset), readers).forEachRemaining(pointer -> pointer.ifPresent(found::add));
        found.sort(Comparator.comparing(ScanPointer::label).thenComparing(ScanPointer::scanId));
        return found;
    }

    private static DatasetScans scans(String dataset, List<String> classes, List<ScanPointer> found) {
        List<LabelledScan> scans = found.stream()
                .map(pointer -> new LabelledScan(
                        pointer.scanId(),
                        pointer.patientKey(),
                        classes.indexOf(pointer.label()),
                        pointer.sha256(),
                        pointer.metadata()))
                .toList();
        return new DatasetScans(dataset, classes, scans);
    }

    /** Returns the pointers of each scan: more than one while it moves to another class. */
    private List<List<ScanPointerKey>> keys(String dataset) {
        Map<String, List<ScanPointerKey>> byScan = new LinkedHashMap<>();
        for (String key : store.list(StorageKeys.dataset(dataset))) {
            ScanPointerKey pointer = ScanPointerKey.parse(dataset, key);
            byScan.computeIfAbsent(pointer.scanId(), id -> new ArrayList<>()).add(pointer);
        }
        return List.copyOf(byScan.values());
    }

    private Iterator<Optional<ScanPointer>> ahead(List<List<ScanPointerKey>> scans, ExecutorService readers) {
        return new PrefetchingIterator<>(
                scans.stream()
                        .<Supplier<Optional<ScanPointer>>>map(keys -> () -> pointers.read(keys))
                        .iterator(),
                AHEAD,
                readers);
    }

    private List<String> classes(String dataset, List<ScanPointer> scans) {
        if (scans.isEmpty()) {
            throw new TrainingException("Data set " + dataset + " has no scans; publish labelled scans to it first.");
        }
        List<String> found =
                scans.stream().map(ScanPointer::label).distinct().sorted().toList();
        Optional<DatasetClasses> declared = declared(dataset);
        if (declared.isPresent()) {
            found.stream()
                    .filter(label -> !declared.get().allow(label))
                    .findFirst()
                    .ifPresent(label -> {
                        throw new TrainingException(declared.get().refusal(dataset, label));
                    });
            return declared.get().classes();
        }
        if (found.size() == 1) {
            throw new TrainingException("Data set " + dataset + " has only the class " + found.get(0)
                    + ", but a network needs at least two to tell apart; publish scans of another class.");
        }
        return found;
    }

    private Optional<DatasetClasses> declared(String dataset) {
        try {
            return Optional.of(Json.read(store.get(StorageKeys.datasetClasses(dataset)), DatasetClasses.class));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        } catch (Json.UnreadableEventException e) {
            throw new TrainingException(
                    "The classes of data set " + dataset + " cannot be read (" + e.getMessage()
                            + "); declare them again.",
                    e);
        }
    }
}
