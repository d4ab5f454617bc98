package dev.thorax.training.catalog;

import java.time.Clock;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.ReportPictures;
import dev.thorax.contracts.model.ReportPictures.Reference;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.storage.ErasedScans;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Takes the pictures out of the reports of earlier releases, once for a bucket. Manifests stay as they are. The object
 * {@code report-pictures.json} beside a report has its digests before and after.
 */
@ApplicationScoped
class ReportRewrite {
    private static final Logger LOG = Logger.getLogger(ReportRewrite.class);
    private static final String NOTE = "report-pictures.json";
    private static final String JSON = "application/json";

    private final ObjectStore store;
    private final ModelCatalog catalog;
    private final ErasedScans erased;
    private final Clock clock;

    ReportRewrite(ObjectStore store, ModelCatalog catalog, Clock clock) {
        this.store = store;
        this.catalog = catalog;
        this.erased = new ErasedScans(store);
        this.clock = clock;
    }

    /**
     * What was rewritten.
     *
     * @param was SHA-256 of the report as the manifest names it
     * @param is SHA-256 of the report with references
     * @param at when (UTC)
     */
    private record Note(String was, String is, Instant at) {}

    void start(@Observes StartupEvent started) {
        Thread thread = new Thread(this::run, "report-rewrite");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            rewrite();
        } catch (RuntimeException e) {
            // Any failure: the reports can be read as they are, and the next start goes on.
            LOG.warnf("Reports of earlier releases are rewritten at the next start cause=\"%s\"", e);
        }
    }

    void rewrite() {
        if (store.exists(StorageKeys.reportsRewritten())) {
            return;
        }
        int[] count = {0};
        catalog.versions()
                .forEach((model, versions) -> versions.forEach(version -> {
                    count[0] += rewrite(model, version) ? 1 : 0;
                }));
        store.put(StorageKeys.reportsRewritten(), Json.write(clock.instant()), JSON);
        LOG.infof("Took the pictures out of reports of earlier releases reports=%d", count[0]);
    }

    private boolean rewrite(String model, String version) {
        String key = StorageKeys.bundleFile(model, version, ReportReader.PAGE);
        byte[] report;
        try {
            report = store.get(key);
        } catch (ObjectMissingException e) {
            return false;
        }
        ReportPictures.Extracted extracted = ReportPictures.extract(new String(report, UTF_8));
        if (extracted.pictures().isEmpty()) {
            return false;
        }
        extracted.pictures().forEach((picture, jpeg) -> keep(picture, picture.key(model, version), jpeg));
        byte[] page = extracted.page().getBytes(UTF_8);
        store.put(
                StorageKeys.bundleFile(model, version, NOTE),
                Json.write(new Note(Sha256.of(report), Sha256.of(page), clock.instant())),
                JSON);
        store.put(key, page, "text/html; charset=utf-8");
        return true;
    }

    /** Keeps a picture as long as its scan is stored. */
    private void keep(Reference picture, String key, byte[] jpeg) {
        if (store.exists(StorageKeys.image(picture.scanId()))) {
            store.put(key, jpeg, "image/jpeg");
            if (erased.contains(picture.scanId())) {
                store.delete(key);
            }
        }
    }
}
