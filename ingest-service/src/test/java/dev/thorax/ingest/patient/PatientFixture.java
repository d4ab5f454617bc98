package dev.thorax.ingest.patient;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import dev.thorax.access.Role;
import dev.thorax.contracts.event.ScanErased;
import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.admission.Admission;
import dev.thorax.ingest.admission.ClaimsFixture;
import dev.thorax.ingest.admission.EarlierScans;
import dev.thorax.ingest.admission.FakeScanHistory;
import dev.thorax.ingest.admission.Outcome;
import dev.thorax.ingest.admission.OutcomeRecords;
import dev.thorax.ingest.admission.PublishedScans;
import dev.thorax.ingest.admission.RejectedFiles;
import dev.thorax.ingest.record.Scan;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.access.KeyIdentity;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.storage.InMemoryObjectStore;

/** A store with scans of patients as the services leave them, and a clock that a test moves. */
final class PatientFixture {
    static final String JANE = "Jane Doe";
    static final String JOHN = "John Doe";
    static final Duration DEADLINE = Duration.ofMinutes(10);

    final List<ScanErased> events = new ArrayList<>();
    final MovingClock clock = new MovingClock();
    final InMemoryObjectStore store = new InMemoryObjectStore(clock);
    final FakeScanHistory kafka = new FakeScanHistory();
    private final Admission admission = ClaimsFixture.admission(store, kafka, clock);
    private final OutcomeRecords outcomes = new OutcomeRecords(
            new RejectedFiles(store, ClaimsFixture.PSEUDONYMS, ClaimsFixture.keyCheck(store)), clock);
    private int records;

    /** Returns a new process that works at erasures. */
    Erasures erasures() {
        return new Erasures(
                store,
                new PatientPointers(store),
                new ScanObjects(store),
                new TrainedVersions(store),
                kafka,
                new EarlierScans(store),
                sent -> sent.forEach(event -> events.add(Json.read(event.getPayload(), ScanErased.class))),
                () -> DEADLINE,
                clock);
    }

    /** Sends a scan that ingest answers at once, and returns what became of it. */
    Outcome send(String scanId, String patient, String dataset) {
        Outcome outcome = answer(record(scanId, patient, dataset == null ? null : "NORMAL", dataset));
        kafka.commitTo(records);
        return outcome;
    }

    /** Sends a scan that waits on the topic. */
    Scan record(String scanId, String patient, String label, String dataset) {
        Scan scan = Scan.of(
                scanId,
                patient,
                label,
                dataset,
                TestPictures.png(scanId.hashCode() % 1000),
                "thorax.scans-0@" + records++);
        kafka.sentTo(records);
        return scan;
    }

    /** Answers a scan as ingest does, but commits nothing. */
    Outcome answer(Scan scan) {
        Outcome outcome = admission.admit(scan, kafka.topics());
        outcomes.of(scan, outcome).toList();
        if (outcome instanceof Outcome.Stored stored) {
            new PublishedScans(store).mark(stored.event(), kafka.topics());
        }
        return outcome;
    }

    /** Sends a labelled scan that is diagnosed and explained. */
    ScanStored scan(String scanId, String patient) {
        ScanStored event = ((Outcome.Stored) send(scanId, patient, "hospital")).event();
        put(StorageKeys.diagnosis(scanId));
        put(StorageKeys.heatmap(scanId, "thorax", "t-1", "NORMAL", "gradcam"));
        put(StorageKeys.probabilities(scanId, "thorax", "t-1"));
        return event;
    }

    /** Returns an operator. */
    static Caller caller() {
        return new Caller(KeyIdentity.of("Ada", Role.OPERATOR, () -> true));
    }

    void put(String key) {
        put(key, "{}");
    }

    void put(String key, String text) {
        store.put(key, text.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    /** Returns the keys of all objects that a scan has, but its pointer from the patient. */
    List<String> of(String scanId) {
        return store.list("").stream()
                .filter(key -> key.contains("/" + scanId + "/") || key.endsWith("/" + scanId))
                .filter(key -> !key.startsWith("patients/"))
                .toList();
    }

    static String pseudonym(String patient) {
        return ClaimsFixture.PSEUDONYMS.of(patient);
    }

    /** A clock that a test moves. */
    static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-11-26T10:00:00Z");

        void move(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
