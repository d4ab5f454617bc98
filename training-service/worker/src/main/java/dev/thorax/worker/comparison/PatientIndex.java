package dev.thorax.worker.comparison;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.PointerReader;
import dev.thorax.worker.dataset.ScanPointerKey;

/** Looks up classes and patients of scans that a manifest only names by their ids. */
public final class PatientIndex {
    private static final Logger LOG = Logger.getLogger(PatientIndex.class);
    private static final int READERS = 8;

    private final ObjectStore store;
    private final PointerReader pointers;

    /** Looks into {@code store}. */
    public PatientIndex(ObjectStore store) {
        this.store = store;
        this.pointers = new PointerReader(store);
    }

    /**
     * Returns the scans of {@code ids} that lie in {@code dataset} now, by id. One that has gone, whose pointer cannot be read, or
     * that has two classes and no filing decides between them, is not among them.
     *
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    public Map<String, HoldoutScan> find(String dataset, Collection<String> ids) {
        Set<String> wanted = Set.copyOf(ids);
        if (!StorageKeys.isName(dataset) || wanted.isEmpty()) {
            return Map.of();
        }
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<CompletableFuture<Optional<HoldoutScan>>> reads = keys(dataset, wanted).stream()
                    .map(keys -> CompletableFuture.supplyAsync(() -> read(dataset, keys), readers))
                    .toList();
            return reads.stream()
                    .flatMap(read -> read.join().stream())
                    .collect(Collectors.toMap(HoldoutScan::scanId, Function.identity()));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            readers.shutdownNow();
        }
    }

    /** Returns the keys of each scan: more than one while it moves to another class. */
    private Collection<List<String>> keys(String dataset, Set<String> wanted) {
        return store.list(StorageKeys.dataset(dataset)).stream()
                .filter(key -> wanted.contains(scanId(key)))
                .collect(Collectors.groupingBy(PatientIndex::scanId))
                .values();
    }

    private Optional<HoldoutScan> read(String dataset, List<String> keys) {
        try {
            return pointers.read(keys.stream()
                            .map(key -> ScanPointerKey.parse(dataset, key))
                            .toList())
                    .map(pointer ->
                            new HoldoutScan(pointer.scanId(), pointer.label(), pointer.patientKey(), pointer.sha256()));
        } catch (TrainingException e) {
            LOG.warnf("A scan is left out of a comparison scanId=%s cause=\"%s\"", scanId(keys.get(0)), e.getMessage());
            return Optional.empty();
        }
    }

    private static String scanId(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
