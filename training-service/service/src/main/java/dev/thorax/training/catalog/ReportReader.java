package dev.thorax.training.catalog;

import jakarta.inject.Singleton;

import dev.thorax.contracts.model.ReportPictures;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads reports and puts the pictures of scans into them that are stored now. */
@Singleton
public class ReportReader {
    /** The page of a report. */
    public static final String PAGE = "report.html";

    private final ObjectStore store;
    private final StoredPictures pictures;

    /** Reads reports in {@code store}. */
    public ReportReader(ObjectStore store) {
        this.store = store;
        this.pictures = new StoredPictures(store);
    }

    /**
     * Returns the report of a version. A picture whose scan was erased is a placeholder.
     *
     * @throws ObjectMissingException if there is none
     */
    public byte[] read(String model, String version) {
        String page = new String(store.get(StorageKeys.bundleFile(model, version, PAGE)), UTF_8);
        return ReportPictures.fill(page, picture -> pictures.find(picture.key(model, version)))
                .getBytes(UTF_8);
    }
}
