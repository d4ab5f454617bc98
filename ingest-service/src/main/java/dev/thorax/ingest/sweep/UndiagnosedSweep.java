package dev.thorax.ingest.sweep;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.admission.OutcomeRecords;
import dev.thorax.ingest.admission.StoredScans;
import dev.thorax.ingest.event.EventPublisher;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStore.Entry;

/**
 * Finds scans in the object store that have no diagnosis although their event has left its topic, such as those that wait for a first
 * version for longer than the retention, and publishes their events again. They have the same id and time as before.
 */
@ApplicationScoped
public class UndiagnosedSweep {
    /** Age of an event that the topic has no more for sure, by retention and segment. */
    static final Duration GONE = Duration.ofDays(31);

    /** One replica looks through all scans in this time. */
    static final Duration PERIOD = Duration.ofHours(12);

    private static final Logger LOG = Logger.getLogger(UndiagnosedSweep.class);
    private static final int PAGE = 1000;
    private static final Pattern OBJECT = Pattern.compile("scans/([^/]+)/(claim|again|image|diagnosis)\\.(json|png)");
    private static final String JSON = "application/json";

    private final ObjectStore store;
    private final StoredScans scans;
    private final EventPublisher publisher;
    private final Clock clock;

    /** Sweeps the scans of {@code store}. */
    public UndiagnosedSweep(ObjectStore store, StoredScans scans, EventPublisher publisher, Clock clock) {
        this.store = store;
        this.scans = scans;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Looks through all scans, if no replica did so in this period.
     *
     * @throws dev.thorax.ingest.event.EventsUnpublishedException if the broker does not answer
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer
     */
    void sweep() {
        Instant now = clock.instant();
        if (last().isAfter(now.minus(PERIOD))) {
            return;
        }
        store.put(StorageKeys.undiagnosedSweep(), Json.write(new Begun(now)), JSON);
        int published = 0;
        String after = "";
        String scanId = "";
        Map<String, Instant> objects = new HashMap<>();
        List<Entry> page;
        do {
            page = store.page(StorageKeys.scans(), after, PAGE);
            for (Entry entry : page) {
                after = entry.key();
                Matcher object = OBJECT.matcher(entry.key());
                if (object.matches()) {
                    // The objects of a scan follow each other, also over two pages.
                    if (!scanId.equals(object.group(1))) {
                        published += publish(scanId, objects, now);
                        scanId = object.group(1);
                        objects.clear();
                    }
                    objects.put(object.group(2), entry.modified());
                }
            }
        } while (page.size() == PAGE);
        published += publish(scanId, objects, now);
        LOG.infof("Looked for scans without a diagnosis whose events are gone published=%d", published);
    }

    private int publish(String scanId, Map<String, Instant> objects, Instant now) {
        Instant gone = now.minus(GONE);
        boolean isForgotten = objects.containsKey("image")
                && !objects.containsKey("diagnosis")
                && objects.getOrDefault("claim", now).isBefore(gone)
                && objects.getOrDefault("again", Instant.EPOCH).isBefore(gone);
        Optional<ScanStored> event = isForgotten ? scans.event(scanId, objects.get("claim")) : Optional.empty();
        event.ifPresent(stored -> {
            publisher.publish(List.of(OutcomeRecords.stored(stored)));
            // Afterwards, as it is better published twice than never.
            store.put(StorageKeys.publishedAgain(scanId), Json.write(new Begun(now)), JSON);
        });
        return event.isPresent() ? 1 : 0;
    }

    private Instant last() {
        try {
            return Json.read(store.get(StorageKeys.undiagnosedSweep()), Begun.class)
                    .at();
        } catch (ObjectMissingException | ObjectCorruptException | Json.UnreadableEventException e) {
            return Instant.EPOCH;
        }
    }

    /** Holds when a sweep began, or when an event was published again. */
    private record Begun(Instant at) {}
}
