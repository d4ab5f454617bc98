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

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Looks up classes and patients of scans that a manifest only names by their ids. */
final class PatientIndex {
    private static final int READERS = 8;

    private final ObjectStore store;

    PatientIndex(ObjectStore store) {
        this.store = store;
    }

    /**
     * The scans of {@code ids} that lie in {@code dataset} now, by id. One that has gone, or whose pointer cannot be read,
     * is not among them.
     *
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    Map<String, HoldoutScan> find(String dataset, Collection<String> ids) {
        Set<String> wanted = Set.copyOf(ids);
        if (!StorageKeys.isName(dataset) || wanted.isEmpty()) {
            return Map.of();
        }
        List<String> keys = store.list(StorageKeys.dataset(dataset)).stream()
                .filter(key -> wanted.contains(key.substring(key.lastIndexOf('/') + 1)))
                .toList();
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<CompletableFuture<Optional<HoldoutScan>>> reads = keys.stream()
                    .map(key -> CompletableFuture.supplyAsync(() -> read(key), readers))
                    .toList();
            return reads.stream()
                    .flatMap(read -> read.join().stream())
                    .collect(Collectors.toMap(HoldoutScan::scanId, Function.identity(), (one, other) -> one));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            readers.shutdownNow();
        }
    }

    private Optional<HoldoutScan> read(String key) {
        try {
            ScanPointer pointer = Json.read(store.get(key), ScanPointer.class);
            return StorageKeys.isName(pointer.scanId()) && key.endsWith("/" + pointer.label() + "/" + pointer.scanId())
                    ? Optional.of(
                            new HoldoutScan(pointer.scanId(), pointer.label(), pointer.patientKey(), pointer.sha256()))
                    : Optional.empty();
        } catch (ObjectMissingException | Json.UnreadableEventException e) {
            return Optional.empty();
        }
    }
}
