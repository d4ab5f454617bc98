package dev.thorax.ingest.sweep;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.admission.Admission;
import dev.thorax.ingest.admission.ClaimsFixture;
import dev.thorax.ingest.admission.FakeScanHistory;
import dev.thorax.ingest.admission.Outcome;
import dev.thorax.ingest.admission.StoredScans;
import dev.thorax.ingest.event.EventPublisher;
import dev.thorax.ingest.record.Scan;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UndiagnosedSweepTest {
    private static final Instant STORED = Instant.parse("2026-11-26T05:00:00Z");
    private static final Clock THEN = Clock.fixed(STORED, ZoneOffset.UTC);

    private final InMemoryObjectStore store = new InMemoryObjectStore(THEN);
    private final List<Message<byte[]>> published = new ArrayList<>();
    private ScanStored event;

    @BeforeEach
    void storeAScan() {
        event = admit("waits");
        admit("diagnosed");
        store.put(StorageKeys.diagnosis("diagnosed"), new byte[0], "application/json");
    }

    @Test
    void shouldPublishAScanWhoseEventIsGoneWithTheSameIdTimePatientAndSource() {
        sweepAfter(UndiagnosedSweep.GONE.plusDays(1));

        assertThat(published).hasSize(1);
        assertThat(event.source()).isEqualTo("st-anna");
        assertThat(Json.read(published.get(0).getPayload(), ScanStored.class)).isEqualTo(event);
    }

    @Test
    void shouldLeaveAScanWhoseEventMayStillBeThere() {
        sweepAfter(UndiagnosedSweep.GONE.minusDays(1));

        assertThat(published).isEmpty();
    }

    @Test
    void shouldPublishAScanOnceAndAgainOnlyWhenThatEventIsGone() {
        sweepAfter(UndiagnosedSweep.GONE.plusDays(1));
        assertThat(store.exists(StorageKeys.publishedAgain("waits"))).isTrue();

        sweepAfter(UndiagnosedSweep.GONE.plusDays(1).plusHours(1));

        assertThat(published).as("another replica did it in this period").hasSize(1);
    }

    @Test
    void shouldLeaveWhatIsNoWholeScan() {
        store.delete(StorageKeys.claim("waits"));

        sweepAfter(UndiagnosedSweep.GONE.plusDays(1));

        assertThat(published).isEmpty();
    }

    @Test
    void shouldPublishLaterIfTheBrokerIsAway() {
        UndiagnosedSweep sweep = sweep(UndiagnosedSweep.GONE.plusDays(1), events -> {
            throw new IllegalStateException("away");
        });
        assertThatThrownBy(sweep::sweep).isInstanceOf(IllegalStateException.class);

        sweepAfter(UndiagnosedSweep.GONE.plusDays(2));

        assertThat(published).hasSize(1);
    }

    private void sweepAfter(Duration time) {
        sweep(time, published::addAll).sweep();
    }

    private UndiagnosedSweep sweep(Duration time, EventPublisher publisher) {
        return new UndiagnosedSweep(store, new StoredScans(store), publisher, Clock.offset(THEN, time));
    }

    private ScanStored admit(String scanId) {
        FakeScanHistory kafka = new FakeScanHistory();
        Admission admission = ClaimsFixture.admission(store, kafka, THEN);
        Scan scan = Scan.of(scanId, "Jane Doe", null, null, TestPictures.png(1), "thorax.scans-0@" + scanId.length())
                .withSource("st-anna");
        return ((Outcome.Stored) admission.admit(scan, kafka.topics())).event();
    }
}
