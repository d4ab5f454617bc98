package dev.thorax.ingest.sweep;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.admission.PublishedScans;
import dev.thorax.ingest.admission.ScanHistory;
import dev.thorax.ingest.admission.ScanPointers;
import dev.thorax.ingest.admission.ScanTopics;
import dev.thorax.runtime.kafka.TopicHistory;
import dev.thorax.runtime.storage.ErasedScans;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStore.Entry;

/**
 * Makes the pointers of patients and contents for all scans that have none, once for a bucket. It first marks the scans whose
 * events are in Kafka, and then dates the claims of earlier releases, so that no event is looked for before that. It goes page by
 * page and keeps its progress in the bucket, so that it continues after a restart. Doing it twice has the same effect.
 */
@ApplicationScoped
public class PointerSweep {
    private static final Logger LOG = Logger.getLogger(PointerSweep.class);
    /** The version of the sweep, raised when it makes more than before. A bucket that was swept by an earlier release is swept again then. */
    static final int VERSION = 2;

    private static final int PAGE = 1000;
    private static final Pattern CLAIM = Pattern.compile("scans/([^/]+)/claim\\.json");

    private final ObjectStore store;
    private final ScanPointers pointers;
    private final PublishedScans published;
    private final ScanHistory history;
    private final ErasedScans erased;
    private final Clock clock;

    /** Sweeps the scans of {@code store}. */
    public PointerSweep(
            ObjectStore store, ScanPointers pointers, PublishedScans published, ScanHistory history, Clock clock) {
        this.store = store;
        this.pointers = pointers;
        this.published = published;
        this.history = history;
        this.erased = new ErasedScans(store);
        this.clock = clock;
    }

    /**
     * Makes the pointers of one page of events or scans.
     *
     * @return whether pages are left
     */
    boolean next() {
        Progress progress = progress();
        if (progress.done()) {
            return false;
        }
        ScanTopics topics = history.topics();
        if (progress.events() == null || !progress.events().topic().equals(topics.stored())) {
            progress = Progress.begun(topics, clock.instant());
        }
        Progress now = progress.events().done() ? claims(progress, topics) : events(progress, topics);
        store.put(StorageKeys.pointerSweep(), Json.write(now), "application/json");
        if (now.done()) {
            LOG.infof("Made the missing pointers to scans of earlier releases scans=%d", now.made());
        }
        return !now.done();
    }

    /** Returns whether every scan of a patient has its pointer. */
    public boolean isDone() {
        return progress().done();
    }

    private Progress events(Progress progress, ScanTopics topics) {
        Events events = progress.events();
        TopicHistory.Page page = history.events(events.next(), event -> {
            if (StorageKeys.isName(event.scanId())
                    && StorageKeys.isName(event.sha256())
                    && !erased.contains(event.scanId())) {
                published.mark(event, topics);
            }
        });
        return new Progress(
                VERSION,
                progress.after(),
                progress.made(),
                false,
                new Events(events.topic(), events.begun(), page.next(), page.isLast()));
    }

    private Progress claims(Progress progress, ScanTopics topics) {
        List<Entry> page = store.page(StorageKeys.scans(), progress.after(), PAGE);
        long made = page.stream()
                .filter(entry -> makeUp(entry, topics, progress.events().begun()))
                .count();
        String after =
                page.isEmpty() ? progress.after() : page.get(page.size() - 1).key();
        return new Progress(VERSION, after, progress.made() + made, page.size() < PAGE, progress.events());
    }

    private boolean makeUp(Entry entry, ScanTopics topics, Instant begun) {
        Matcher claim = CLAIM.matcher(entry.key());
        return claim.matches() && pointers.makeUp(claim.group(1), topics, begun);
    }

    private Progress progress() {
        try {
            Progress progress = Json.read(store.get(StorageKeys.pointerSweep()), Progress.class);
            return progress.version() == VERSION ? progress : Progress.NONE;
        } catch (ObjectMissingException | ObjectCorruptException | Json.UnreadableEventException e) {
            return Progress.NONE;
        }
    }

    /**
     * How far the sweep is.
     *
     * @param version the {@link PointerSweep#VERSION} of the sweep. Earlier releases wrote none
     * @param after the last key that was read
     * @param made scans whose pointers were made
     * @param done whether all scans were read
     * @param events how far the events are read, or null if they are not
     */
    record Progress(int version, String after, long made, boolean done, @Nullable Events events) {
        static final Progress NONE = new Progress(VERSION, "", 0, false, null);

        static Progress begun(ScanTopics topics, Instant now) {
            return new Progress(VERSION, "", 0, false, new Events(topics.stored(), now, Map.of(), false));
        }
    }

    /**
     * How far the events are read.
     *
     * @param topic Kafka's id of their topic
     * @param begun when the first was read
     * @param next the next offset of each partition
     * @param done whether all were read that were there
     */
    record Events(String topic, Instant begun, Map<Integer, Long> next, boolean done) {}
}
