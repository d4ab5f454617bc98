package dev.thorax.ingest.patient;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Lists and deletes the objects of one scan. */
@ApplicationScoped
class ScanObjects {
    private final ObjectStore store;

    ScanObjects(ObjectStore store) {
        this.store = store;
    }

    /** The part of a filing that is read here. */
    private record Filing(@Nullable String label) {}

    /**
     * Lists the objects of a scan.
     *
     * @param sha256 SHA-256 of its original, or null if that is not known
     */
    HeldScan list(String scanId, @Nullable String sha256) {
        List<String> objects = new ArrayList<>(store.list(StorageKeys.scan(scanId)));
        if (StorageKeys.isName(sha256)) {
            String content = StorageKeys.contentScan(sha256, scanId);
            if (store.exists(content)) {
                objects.add(content);
            }
            // The same file was sent once more and refused.
            String rejected = StorageKeys.rejected(sha256);
            store.list(rejected).stream().filter(rejected::equals).forEach(objects::add);
        }
        return new HeldScan(scanId, objects, datasets(scanId), store.list(StorageKeys.explanations(scanId)));
    }

    /** Deletes the objects of a scan. Only its claim stays, which names nothing but the time. Doing it again has the same effect. */
    void erase(String scanId, @Nullable String sha256, Instant at) {
        String claim = StorageKeys.claim(scanId);
        // First the claim: a service that stores something of the scan afterwards finds it.
        store.put(claim, Json.write(new ErasedScan(at)), "application/json");
        // Then the image, so that no heat map is computed any more when the heat maps are listed.
        store.delete(StorageKeys.image(scanId));
        HeldScan held = list(scanId, sha256);
        held.explanations().forEach(store::delete);
        // The labels after the data sets, as they name them.
        held.datasets().forEach(store::delete);
        held.objects().stream().filter(key -> !key.equals(claim)).forEach(store::delete);
    }

    private List<String> datasets(String scanId) {
        List<String> pointers = new ArrayList<>();
        String filings = StorageKeys.filings(scanId);
        for (String filing : store.list(filings)) {
            String dataset = filing.substring(filings.length());
            label(filing)
                    .map(label -> StorageKeys.pointer(dataset, label, scanId))
                    .ifPresent(pointers::add);
        }
        return pointers;
    }

    private Optional<String> label(String filing) {
        try {
            return Optional.ofNullable(
                            Json.read(store.get(filing), Filing.class).label())
                    .filter(StorageKeys::isName);
        } catch (ObjectMissingException | ObjectCorruptException | Json.UnreadableEventException e) {
            return Optional.empty();
        }
    }
}
