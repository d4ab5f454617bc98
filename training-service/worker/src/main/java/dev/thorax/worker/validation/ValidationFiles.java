package dev.thorax.worker.validation;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.ReportPictures;
import dev.thorax.contracts.model.ReportPictures.Reference;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.ValidationFile;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The files of one validation in the object store. What a worker has scored stays there, so that the next one goes on behind it. */
final class ValidationFiles {
    private static final String JSON = "application/json";

    private final ObjectStore store;
    private final String validationId;

    ValidationFiles(ObjectStore store, String validationId) {
        this.store = store;
        this.validationId = validationId;
    }

    /**
     * Scores of consecutive scans.
     *
     * @param scores one for each scan, in their order
     */
    private record Part(List<ScanScore> scores) {}

    /** Returns what the validation froze. If nothing was frozen yet, {@code select} makes it. */
    SiteScans frozen(Supplier<SiteScans> select) {
        return read(ValidationFile.SCANS, SiteScans.class).orElseGet(() -> {
            store.putIfAbsent(key(ValidationFile.SCANS), Json.write(select.get()), JSON);
            return read(ValidationFile.SCANS, SiteScans.class).orElseThrow();
        });
    }

    /** Returns the scores of a part that was scored before. */
    Optional<List<ScanScore>> scores(int part) {
        return read(ValidationFile.part(part), Part.class).map(Part::scores);
    }

    void keepScores(int part, List<ScanScore> scores) {
        store.put(key(ValidationFile.part(part)), Json.write(new Part(scores)), JSON);
    }

    /**
     * Keeps the page and its figures. Pictures become objects of their scans, which an erasure deletes.
     *
     * @param html the page with the pictures in it
     */
    void keepPage(byte[] html, Object figures) {
        ReportPictures.Extracted page = ReportPictures.extract(new String(html, UTF_8));
        page.pictures().forEach(this::keep);
        store.put(key(ValidationFile.PAGE), page.page().getBytes(UTF_8), "text/html; charset=utf-8");
        store.put(key(ValidationFile.FIGURES), Json.write(figures), JSON);
    }

    private void keep(Reference picture, byte[] jpeg) {
        String key = StorageKeys.validationPicture(picture.scanId(), validationId, picture.number());
        store.put(key, jpeg, "image/jpeg");
        // Afterwards, as the scan may be erased just now. What was written before is deleted by the erasure.
        if (isErased(picture.scanId())) {
            store.delete(key);
        }
    }

    private boolean isErased(String scanId) {
        try {
            return ErasedScan.isErased(store.get(StorageKeys.claim(scanId)));
        } catch (ObjectMissingException | ObjectCorruptException e) {
            return false;
        }
    }

    private <T> Optional<T> read(String file, Class<T> type) {
        try {
            return Optional.of(Json.read(store.get(key(file)), type));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    private String key(String file) {
        return StorageKeys.validation(validationId, file);
    }
}
