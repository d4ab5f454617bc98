package dev.thorax.ingest.patient;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ScanErased;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.admission.EarlierScans;
import dev.thorax.ingest.admission.OutcomeRecords;
import dev.thorax.ingest.admission.ScanHistory;
import dev.thorax.ingest.event.EventPublisher;
import dev.thorax.runtime.config.BatchConfig;
import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.runtime.storage.ErasedScans;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStore.Entry;

/**
 * Erases patients. An order is an object first. Page by page the objects of the scans go, then their events, and then the order notes
 * the page, so that any replica goes on with it after a crash. Scans that were sent before and
 * are stored later are erased then, until the records before the order are all read. Pointers from the patient stay until nothing can
 * be in work any more that began before. Then what came late is deleted with them, and the order is done (docs/decisions/0029).
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
    private final ScanHistory history;
    private final EarlierScans earlier;
    private final EventPublisher publisher;
    private final Duration settling;
    private final Clock clock;

    @Inject
    Erasures(
            ObjectStore store,
            PatientPointers pointers,
            ScanObjects objects,
            TrainedVersions trained,
            ScanHistory history,
            EarlierScans earlier,
            EventPublisher publisher,
            BatchConfig config,
            Clock clock) {
        this.store = store;
        this.pointers = pointers;
        this.objects = objects;
        this.trained = trained;
        this.erased = new ErasedScans(store);
        this.history = history;
        this.earlier = earlier;
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
     * @throws KafkaException if the broker does not answer
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer
     */
    synchronized Erasure erase(Erasure order) {
        Erasure now = order;
        if (now.sent() == null && now.after().isEmpty()) {
            now = noteEnds(now);
        }
        while (now.erasedAt() == null) {
            now = page(now);
            save(now);
        }
        if (now.sent() == null) {
            // The broker was away. What was sent in the meantime is erased, too.
            now = now.sent(history.ends());
            save(now);
        }
        LOG.infof("Erased the scans of a patient erasureId=%s scans=%d", now.erasureId(), now.scans());
        return now;
    }

    private Erasure noteEnds(Erasure order) {
        try {
            Erasure noted = order.sent(history.ends());
            save(noted);
            return noted;
        } catch (KafkaException e) {
            LOG.warnf("An erasure begins without the broker erasureId=%s cause=\"%s\"", order.erasureId(), e);
            return order;
        }
    }

    /** Goes on with the orders that no replica works at, and ends those for which nothing can come any more. */
    void resume() {
        Instant now = clock.instant();
        for (Entry entry : store.entries(StorageKeys.openErasures())) {
            if (entry.modified().isBefore(now.minus(IDLE))) {
                read(entry.key()).ifPresent(order -> resume(order, now));
            }
        }
    }

    private void resume(Erasure order, Instant now) {
        Erasure current = order.erasedAt() == null || order.sent() == null ? erase(order) : order;
        if (current.readAt() == null) {
            eraseLate(current);
        } else if (current.readAt().plus(settling).isBefore(now)) {
            settle(current);
        }
    }

    private Erasure page(Erasure order) {
        List<String> page = pointers.page(order.patient(), order.after(), PAGE);
        Set<String> named = trained.naming(page);
        erase(order, page);
        if (order.after().isEmpty()) {
            pointers.deleteRejected(order.patient());
        }
        String last = page.isEmpty() ? order.after() : page.get(page.size() - 1);
        return order.advanced(last, page.size(), named, page.size() < PAGE ? clock.instant() : null);
    }

    private void erase(Erasure order, List<String> scanIds) {
        Instant now = clock.instant();
        for (String scanId : scanIds) {
            objects.erase(scanId, pointers.sha256(order.patient(), scanId), now);
        }
        publisher.publish(scanIds.stream()
                .map(scanId -> OutgoingRecords.event(
                        new ScanErased(scanId, now), scanId, scanId + "/erased", OutcomeRecords.SOURCE, now))
                .toList());
    }

    /** Erases scans that were on the topic when the order came, and that are stored now. Notes when none is left there. */
    private synchronized void eraseLate(Erasure order) {
        // Before the pointers are read, so that none comes in between.
        boolean isRead = history.hasRead(order.sent());
        Set<String> named = new TreeSet<>();
        AtomicInteger count = new AtomicInteger();
        eachPage(order, page -> {
            List<String> late = sentBefore(order, page);
            named.addAll(trained.naming(late));
            erase(order, late);
            count.addAndGet(late.size());
        });
        pointers.deleteRejected(order.patient());
        save(order.late(count.get(), named, isRead ? clock.instant() : null));
    }

    private List<String> sentBefore(Erasure order, List<String> page) {
        return page.stream()
                .filter(scanId -> earlier.isBefore(scanId, order.sent()))
                .toList();
    }

    /**
     * Deletes what came late of the erased scans, and the pointers to them. Looks for their versions once more, as a training may have
     * ended. Scans that are newer than the order stay.
     */
    private synchronized void settle(Erasure order) {
        Set<String> named = new TreeSet<>();
        eachPage(
                order,
                page -> named.addAll(
                        trained.naming(page.stream().filter(erased::contains).toList())));
        Erasure last = order.late(0, named, order.readAt());
        // Before the pointers go, without which nobody could name them any more.
        save(last);
        eachPage(order, page -> {
            List<String> gone = page.stream().filter(erased::contains).toList();
            // The events, too: a process may have ended before it published one.
            erase(order, gone);
            gone.forEach(scanId -> pointers.delete(order.patient(), scanId));
        });
        pointers.deleteRejected(order.patient());
        store.put(StorageKeys.doneErasure(order.erasureId()), Json.write(last.done(clock.instant())), JSON);
        store.delete(StorageKeys.openErasure(order.erasureId()));
        LOG.infof("Ended the erasure of a patient erasureId=%s scans=%d", order.erasureId(), order.scans());
    }

    private void eachPage(Erasure order, Consumer<List<String>> work) {
        String after = "";
        List<String> page;
        do {
            page = pointers.page(order.patient(), after, PAGE);
            after = page.isEmpty() ? after : page.get(page.size() - 1);
            work.accept(page);
        } while (page.size() == PAGE);
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
