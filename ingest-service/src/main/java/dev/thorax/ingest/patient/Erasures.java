package dev.thorax.ingest.patient;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ScanErased;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.admission.OutcomeRecords;
import dev.thorax.ingest.event.EventPublisher;
import dev.thorax.runtime.config.BatchConfig;
import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.runtime.storage.ErasedScans;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStore.Entry;

/**
 * Erases patients. An order is an object first. Page by page the objects of the scans go, then their events, and then the order notes
 * the page, so that any replica goes on with it after a crash. Pointers from the patient stay until nothing can be in work any more
 * that began before. Then what came late is deleted with them, and the order is done (docs/decisions/0029).
 */
@ApplicationScoped
class Erasures {
    /** Scans of a page. */
    static final int PAGE = 500;

    private static final Logger LOG = Logger.getLogger(Erasures.class);
    private static final String JSON = "application/json";

    /** An order that was not written for longer than this is not in work at another replica. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ObjectStore store;
    private final PatientPointers pointers;
    private final ScanObjects objects;
    private final TrainedVersions trained;
    private final ErasedScans erased;
    private final EventPublisher publisher;
    private final Duration settling;
    private final Clock clock;

    @Inject
    Erasures(
            ObjectStore store,
            PatientPointers pointers,
            ScanObjects objects,
            TrainedVersions trained,
            EventPublisher publisher,
            BatchConfig config,
            Clock clock) {
        this.store = store;
        this.pointers = pointers;
        this.objects = objects;
        this.trained = trained;
        this.erased = new ErasedScans(store);
        this.publisher = publisher;
        // A batch ends within the deadline, or its process does.
        this.settling = config.deadline().multipliedBy(2);
        this.clock = clock;
    }

    /**
     * Writes an order to erase a patient, and returns it.
     *
     * @param erasureId identifies the order; no other has it
     */
    Erasure order(String erasureId, String pseudonym, String by, String reason) {
        Erasure order = Erasure.ordered(erasureId, pseudonym, by, reason, clock.instant());
        save(order);
        LOG.infof("Ordered the erasure of a patient erasureId=%s", order.erasureId());
        return order;
    }

    /** Returns an order as it is now. */
    Optional<Erasure> find(String erasureId) {
        return read(StorageKeys.openErasure(erasureId)).or(() -> read(StorageKeys.doneErasure(erasureId)));
    }

    /**
     * Erases the scans that are left of an order.
     *
     * @throws dev.thorax.ingest.event.EventsUnpublishedException if the broker does not answer
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer
     */
    synchronized Erasure erase(Erasure order) {
        Erasure now = order;
        while (now.erasedAt() == null) {
            now = page(now);
            save(now);
        }
        LOG.infof("Erased the scans of a patient erasureId=%s scans=%d", now.erasureId(), now.scans());
        return now;
    }

    /** Goes on with the orders that no replica works at, and ends those whose scans were erased long enough ago. */
    void resume() {
        Instant now = clock.instant();
        for (Entry entry : store.entries(StorageKeys.openErasures())) {
            if (entry.modified().isBefore(now.minus(IDLE))) {
                read(entry.key()).ifPresent(order -> resume(order, now));
            }
        }
    }

    private void resume(Erasure order, Instant now) {
        Erasure current = order.erasedAt() == null ? erase(order) : order;
        if (current.erasedAt().plus(settling).isBefore(now)) {
            settle(current);
        }
    }

    private Erasure page(Erasure order) {
        List<String> page = pointers.page(order.patient(), order.after(), PAGE);
        Set<String> named = trained.naming(page);
        Instant now = clock.instant();
        for (String scanId : page) {
            objects.erase(scanId, pointers.sha256(order.patient(), scanId), now);
        }
        publisher.publish(page.stream()
                .map(scanId -> OutgoingRecords.event(
                        new ScanErased(scanId, now), scanId, scanId + "/erased", OutcomeRecords.SOURCE, now))
                .toList());
        String last = page.isEmpty() ? order.after() : page.get(page.size() - 1);
        return order.advanced(last, page.size(), named, page.size() < PAGE ? clock.instant() : null);
    }

    /** Deletes what came late of the erased scans, and the pointers to them. Scans that are newer than the order stay. */
    private synchronized void settle(Erasure order) {
        String after = "";
        List<String> page;
        do {
            page = pointers.page(order.patient(), after, PAGE);
            for (String scanId : page) {
                after = scanId;
                if (erased.contains(scanId)) {
                    objects.erase(scanId, pointers.sha256(order.patient(), scanId), order.erasedAt());
                    pointers.delete(order.patient(), scanId);
                }
            }
        } while (page.size() == PAGE);
        store.put(StorageKeys.doneErasure(order.erasureId()), Json.write(order.done(clock.instant())), JSON);
        store.delete(StorageKeys.openErasure(order.erasureId()));
        LOG.infof("Ended the erasure of a patient erasureId=%s scans=%d", order.erasureId(), order.scans());
    }

    private void save(Erasure order) {
        store.put(StorageKeys.openErasure(order.erasureId()), Json.write(order), JSON);
    }

    private Optional<Erasure> read(String key) {
        try {
            return Optional.of(Json.read(store.get(key), Erasure.class));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }
}
