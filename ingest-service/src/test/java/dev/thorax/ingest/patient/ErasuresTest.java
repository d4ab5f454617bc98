package dev.thorax.ingest.patient;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ScanErased;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.ingest.admission.Outcome;
import dev.thorax.ingest.record.Scan;

import static dev.thorax.ingest.patient.PatientFixture.JANE;
import static dev.thorax.ingest.patient.PatientFixture.JOHN;
import static dev.thorax.ingest.patient.PatientFixture.pseudonym;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ErasuresTest {
    private static final Duration SETTLED =
            PatientFixture.DEADLINE.multipliedBy(2).plusMinutes(1);

    private final PatientFixture fixture = new PatientFixture();
    private final Erasures erasures = fixture.erasures();

    @Test
    void shouldEraseEveryObjectOfAPatientAndNothingOfAnother() {
        // Given
        fixture.scan("jane-1", JANE);
        fixture.scan("jane-2", JANE);
        fixture.scan("john-1", JOHN);
        List<String> others = fixture.of("john-1");
        assertThat(others).hasSize(9);

        // When
        Erasure erasure = erase();

        // Then
        assertThat(fixture.of("jane-1")).containsExactly(StorageKeys.claim("jane-1"));
        assertThat(fixture.of("jane-2")).containsExactly(StorageKeys.claim("jane-2"));
        assertThat(ErasedScan.isErased(fixture.store.get(StorageKeys.claim("jane-1"))))
                .isTrue();
        assertThat(fixture.of("john-1")).isEqualTo(others);
        assertThat(fixture.events).extracting(ScanErased::scanId).containsExactly("jane-1", "jane-2");
        assertThat(erasure.scans()).isEqualTo(2);
    }

    @Test
    void shouldNameTheVersionsThatWereTrainedOnAScan() {
        fixture.scan("jane-1", JANE);
        manifest("t-1", "jane-1");
        manifest("t-2", "john-1");
        fixture.put(StorageKeys.bundleFile("thorax", "t-3", "manifest.json"), "{\"classes\":[\"jane-1\"],\"data\":{");

        assertThat(erase().versions()).containsExactly("thorax/t-1");
    }

    @Test
    void shouldRejectAScanThatComesAgainUnderAnErasedIdWithoutStoringAnything() {
        fixture.scan("jane-1", JANE);
        erase();

        Outcome outcome = fixture.send("jane-1", JANE, null);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(
                        rejected.why().reason())
                .isEqualTo(RejectionReason.ERASED));
        assertThat(fixture.of("jane-1")).containsExactly(StorageKeys.claim("jane-1"));
    }

    @Test
    void shouldEndAnOrderWithoutThePatientAfterItDeletedWhatCameLate() {
        // Given
        fixture.scan("jane-1", JANE);
        Erasure erasure = erase();
        fixture.put(StorageKeys.image("jane-1"));
        fixture.scan("jane-new", JANE);
        List<String> later = fixture.of("jane-new");
        fixture.clock.move(PatientFixture.DEADLINE);
        erasures.resume();
        fixture.clock.move(PatientFixture.DEADLINE);
        erasures.resume();
        assertThat(fixture.store.list(StorageKeys.openErasures())).hasSize(1);

        // When
        fixture.clock.move(SETTLED);
        erasures.resume();

        // Then
        assertThat(fixture.of("jane-1")).containsExactly(StorageKeys.claim("jane-1"));
        assertThat(fixture.of("jane-new")).isEqualTo(later);
        assertThat(fixture.store.list("patients/"))
                .containsExactly(StorageKeys.patientScan(pseudonym(JANE), "jane-new"));
        assertThat(fixture.store.list(StorageKeys.openErasures())).isEmpty();
        assertThat(erasures.find(erasure.erasureId()))
                .hasValueSatisfying(done -> assertThat(done.patient()).isNull())
                .hasValueSatisfying(done -> assertThat(done.doneAt()).isNotNull());
    }

    @Test
    void shouldEraseAScanThatWasSentBeforeTheOrderAndIsStoredAfterIt() {
        // Given
        fixture.scan("jane-1", JANE);
        Scan sentBefore = fixture.record("jane-late", JANE, "NORMAL", "hospital");
        Erasure order = erase();
        Scan sentAfter = fixture.record("jane-new", JANE, null, null);
        fixture.clock.move(SETTLED);
        erasures.resume();
        assertThat(fixture.store.list(StorageKeys.openErasures())).hasSize(1);

        // When
        fixture.answer(sentBefore);
        fixture.answer(sentAfter);
        fixture.kafka.commitTo(3);
        settle();

        // Then
        assertThat(fixture.of("jane-late")).containsExactly(StorageKeys.claim("jane-late"));
        assertThat(fixture.of("jane-new")).hasSizeGreaterThan(2);
        assertThat(fixture.events).extracting(ScanErased::scanId).contains("jane-1", "jane-late");
        assertThat(fixture.events).extracting(ScanErased::scanId).doesNotContain("jane-new");
        assertThat(erasures.find(order.erasureId()).orElseThrow().scans()).isEqualTo(2);
        assertThat(fixture.store.list("patients/"))
                .containsExactly(StorageKeys.patientScan(pseudonym(JANE), "jane-new"));
    }

    @Test
    void shouldEraseALateScanAtOnceAlsoWhileOthersAreStillOnTheTopic() {
        Scan first = fixture.record("jane-late", JANE, null, null);
        fixture.record("john-later", JOHN, null, null);
        erase();
        fixture.answer(first);
        fixture.kafka.commitTo(1);

        fixture.clock.move(Duration.ofMinutes(1));
        erasures.resume();

        assertThat(fixture.of("jane-late")).containsExactly(StorageKeys.claim("jane-late"));
        assertThat(fixture.store.list(StorageKeys.openErasures())).hasSize(1);
    }

    @Test
    void shouldNotWaitForRecordsOfATopicThatWasMadeAnew() {
        fixture.scan("jane-1", JANE);
        fixture.record("lost", JANE, null, null);
        erase();
        fixture.kafka.makeAnew();

        settle();

        assertThat(fixture.store.list(StorageKeys.openErasures())).isEmpty();
    }

    @Test
    void shouldNameAVersionWhoseTrainingEndedAfterTheScansWereErased() {
        fixture.scan("jane-1", JANE);
        Erasure order = erase();
        assertThat(order.versions()).isEmpty();
        manifest("t-late", "jane-1");

        settle();

        assertThat(erasures.find(order.erasureId()).orElseThrow().versions()).containsExactly("thorax/t-late");
    }

    @Test
    void shouldNameALateVersionAlsoIfItsEndWasKilledAtAnyStep() {
        for (int step = 1; ; step++) {
            PatientFixture killed = new PatientFixture();
            killed.scan("jane-1", JANE);
            Erasures first = killed.erasures();
            Erasure order = first.erase(first.order("e-1", pseudonym(JANE), "operator", "asked for"));
            killed.clock.move(Duration.ofMinutes(1));
            first.resume();
            manifest(killed, "t-late", "jane-1");
            killed.clock.move(SETTLED);
            killAt(killed, step);
            boolean ended = !isKilled(first::resume);
            killed.store.beforeEachCall(call -> {});
            killed.clock.move(SETTLED);
            killed.erasures().resume();

            assertThat(killed.erasures().find(order.erasureId()).orElseThrow())
                    .as("killed at step %d", step)
                    .satisfies(done -> assertThat(done.doneAt()).isNotNull())
                    .satisfies(done -> assertThat(done.versions()).containsExactly("thorax/t-late"));
            assertThat(killed.store.list("patients/")).isEmpty();
            if (ended) {
                assertThat(step).isGreaterThan(10);
                return;
            }
        }
    }

    private static boolean isKilled(Runnable work) {
        try {
            work.run();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Test
    void shouldEraseARejectedFileWithTheSameBytes() {
        String sha256 = fixture.scan("jane-1", JANE).sha256();
        fixture.put(StorageKeys.rejected(sha256));
        fixture.put(StorageKeys.rejected("b".repeat(64)));

        erase();

        assertThat(fixture.store.list(StorageKeys.rejected())).containsExactly(StorageKeys.rejected("b".repeat(64)));
    }

    @Test
    void shouldEraseTheFilesOfRejectedScansOfThePatientAndOfNobodyElse() {
        fixture.answer(fixture.record("jane-bad", JANE, "no name!", "hospital"));
        fixture.answer(fixture.record("john-bad", JOHN, "no name!", "hospital"));
        assertThat(fixture.store.list(StorageKeys.rejected())).hasSize(4);

        erase();

        assertThat(fixture.store.list(StorageKeys.rejected()))
                .hasSize(2)
                .anyMatch(key -> key.startsWith(StorageKeys.rejectedOfPatient(pseudonym(JOHN))));
    }

    @Test
    void shouldEraseTheFileOfAScanThatIsRejectedAfterTheOrder() {
        Scan sentBefore = fixture.record("jane-bad", JANE, "no name!", "hospital");
        erase();
        fixture.answer(sentBefore);
        fixture.kafka.commitTo(1);
        assertThat(fixture.store.list(StorageKeys.rejected())).hasSize(2);

        settle();

        assertThat(fixture.store.list(StorageKeys.rejected())).isEmpty();
    }

    @Test
    void shouldFinishAnErasureThatWasKilledAtAnyStep() {
        int steps = steps();
        assertThat(steps).isGreaterThan(30);
        for (int step = 1; step <= steps; step++) {
            PatientFixture killed = new PatientFixture();
            killed.scan("jane-1", JANE);
            killed.scan("jane-2", JANE);
            Erasures first = killed.erasures();
            Erasure order = first.order("e-1", pseudonym(JANE), "operator", "asked for");
            killAt(killed, step);
            assertThatThrownBy(() -> first.erase(order)).isInstanceOf(IllegalStateException.class);
            killed.store.beforeEachCall(call -> {});

            killed.clock.move(Duration.ofMinutes(1));
            killed.erasures().resume();
            killed.clock.move(Duration.ofMinutes(1));
            killed.erasures().resume();
            killed.clock.move(SETTLED);
            killed.erasures().resume();

            assertThat(killed.store.list(""))
                    .as("killed at step %d", step)
                    .containsExactlyInAnyOrder(
                            StorageKeys.claim("jane-1"),
                            StorageKeys.claim("jane-2"),
                            StorageKeys.pseudonymKey(),
                            StorageKeys.doneErasure(order.erasureId()));
            assertThat(killed.events).extracting(ScanErased::scanId).contains("jane-1", "jane-2");
        }
    }

    @Test
    void shouldEraseMoreScansThanAPageHas() {
        String pseudonym = pseudonym(JANE);
        for (int i = 0; i < Erasures.PAGE + 1; i++) {
            fixture.put(StorageKeys.patientScan(pseudonym, "s" + i), "{\"scanId\":\"s\",\"sha256\":\"aa\"}");
            fixture.put(StorageKeys.original("s" + i));
        }

        assertThat(erase().scans()).isEqualTo(Erasures.PAGE + 1);
        assertThat(fixture.store.list("scans/")).allMatch(key -> key.endsWith("/claim.json"));
        assertThat(fixture.events).hasSize(Erasures.PAGE + 1).doesNotHaveDuplicates();
    }

    /** Lets so much time go by that an order ends, if nothing is still to come. */
    private void settle() {
        fixture.clock.move(Duration.ofMinutes(1));
        erasures.resume();
        fixture.clock.move(SETTLED);
        erasures.resume();
    }

    private Erasure erase() {
        return erasures.erase(erasures.order("e-1", pseudonym(JANE), "operator", "asked for"));
    }

    /** Returns how many calls of the store an erasure of two scans makes. */
    private static int steps() {
        PatientFixture whole = new PatientFixture();
        whole.scan("jane-1", JANE);
        whole.scan("jane-2", JANE);
        Erasures erasures = whole.erasures();
        Erasure order = erasures.order("e-1", pseudonym(JANE), "operator", "asked for");
        AtomicInteger calls = new AtomicInteger();
        whole.store.beforeEachCall(call -> calls.incrementAndGet());
        erasures.erase(order);
        return calls.get();
    }

    private static void killAt(PatientFixture fixture, int step) {
        AtomicInteger left = new AtomicInteger(step);
        fixture.store.beforeEachCall(call -> {
            if (left.decrementAndGet() <= 0) {
                throw new IllegalStateException("killed");
            }
        });
    }

    private void manifest(String version, String scanId) {
        manifest(fixture, version, scanId);
    }

    private static void manifest(PatientFixture fixture, String version, String scanId) {
        fixture.put(
                StorageKeys.bundleFile("thorax", version, "manifest.json"),
                "{\"classes\":[\"A\"],\"data\":{\"split\":{\"training\":[\"x\",\"" + scanId
                        + "\"],\"test\":[\"y\"]}},\"files\":{}}");
    }
}
