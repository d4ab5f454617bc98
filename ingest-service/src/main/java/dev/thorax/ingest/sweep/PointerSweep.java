package dev.thorax.ingest.sweep;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.admission.ScanHistory;
import dev.thorax.ingest.admission.ScanPointers;
import dev.thorax.ingest.admission.ScanTopics;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStore.Entry;

/**
 * Makes the pointers of patients and contents for all scans that have none, once for a bucket. It reads the scans page by page
 * and keeps its progress in the bucket, so that it continues after a restart. Doing it twice has the same effect.
 */
@ApplicationScoped
public class PointerSweep {
    private static final Logger LOG = Logger.getLogger(PointerSweep.class);
    private static final int PAGE = 1000;
    private static final Pattern CLAIM = Pattern.compile("scans/([^/]+)/claim\\.json");

    private final ObjectStore store;
    private final ScanPointers pointers;
    private final ScanHistory history;

    /** Sweeps the scans of {@code store}. */
    public PointerSweep(ObjectStore store, ScanPointers pointers, ScanHistory history) {
        this.store = store;
        this.pointers = pointers;
        this.history = history;
    }

    /**
     * Makes the pointers of one page of scans.
     *
     * @return whether pages are left
     */
    boolean next() {
        Progress progress = progress();
        if (progress.done()) {
            return false;
        }
        List<Entry> page = store.page(StorageKeys.scans(), progress.after(), PAGE);
        ScanTopics topics = history.topics();
        long made = page.stream().filter(entry -> makeUp(entry, topics)).count();
        boolean done = page.size() < PAGE;
        String after =
                page.isEmpty() ? progress.after() : page.get(page.size() - 1).key();
        Progress now = new Progress(after, progress.made() + made, done);
        store.put(StorageKeys.pointerSweep(), Json.write(now), "application/json");
        if (done) {
            LOG.infof("Made the missing pointers to scans of earlier releases scans=%d", now.made());
        }
        return !done;
    }

    private boolean makeUp(Entry entry, ScanTopics topics) {
        Matcher claim = CLAIM.matcher(entry.key());
        return claim.matches() && pointers.makeUp(claim.group(1), topics);
    }

    private Progress progress() {
        try {
            return Json.read(store.get(StorageKeys.pointerSweep()), Progress.class);
        } catch (ObjectMissingException | Json.UnreadableEventException e) {
            return new Progress("", 0, false);
        }
    }

    /**
     * How far the sweep is.
     *
     * @param after the last key that was read
     * @param made scans whose pointers were made
     * @param done whether all scans were read
     */
    record Progress(String after, long made, boolean done) {}
}
