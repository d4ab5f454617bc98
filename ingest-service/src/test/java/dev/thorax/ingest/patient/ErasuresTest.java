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
        fixture.put(
                StorageKeys.bundleFile("thorax", version, "manifest.json"),
                "{\"classes\":[\"A\"],\"data\":{\"split\":{\"training\":[\"x\",\"" + scanId
                        + "\"],\"test\":[\"y\"]}},\"files\":{}}");
    }
}
