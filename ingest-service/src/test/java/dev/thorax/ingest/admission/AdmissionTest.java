package dev.thorax.ingest.admission;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.DatasetClasses;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.ingest.record.Scan;
import dev.thorax.ingest.record.ScanAttributes;
import dev.thorax.ingest.source.DeviceSources;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdmissionTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final byte[] PICTURE = TestPictures.png(1);

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final FakeScanHistory kafka = new FakeScanHistory();
    private final Admission admission = ClaimsFixture.admission(store, kafka, clock);

    @Test
    void shouldStoreAScanAndDescribeIt() {
        Outcome outcome = admit(scan("Jane Doe", null, null, PICTURE, 1));

        assertThat(outcome).isInstanceOf(Outcome.Stored.class);
        ScanStored event = ((Outcome.Stored) outcome).event();
        assertThat(event.scanId()).isEqualTo("s1");
        assertThat(event.patient()).isEqualTo(ClaimsFixture.PSEUDONYMS.of("Jane Doe"));
        assertThat(event.storedAt()).isEqualTo(NOW);
        assertThat(event.mediaType()).isEqualTo("image/png");
        assertThat(store.get(StorageKeys.original("s1"))).isEqualTo(PICTURE);
        assertThat(store.mediaType(event.imageKey())).isEqualTo("image/png");
        assertThat(CanonicalImage.fromPng(store.get(event.imageKey())).width()).isEqualTo(event.width());
    }

    @Test
    void shouldKeepNoMetadataOfTheFileAndRememberWhatIsKept() {
        byte[] named = Arrays.copyOf(PICTURE, PICTURE.length + 8);
        System.arraycopy("Doe^Jane".getBytes(StandardCharsets.UTF_8), 0, named, PICTURE.length, 8);

        Outcome outcome = admit(scan("Jane Doe", "NORMAL", "set1", named, 1));

        ScanStored event = ((Outcome.Stored) outcome).event();
        assertThat(event.sha256()).isEqualTo(Sha256.of(named));
        assertThat(store.get(StorageKeys.original("s1"))).isEqualTo(PICTURE);
        assertThat(Json.read(store.get(StorageKeys.claim("s1")), ScanClaim.class)
                        .original())
                .isEqualTo(Sha256.of(PICTURE));
        assertThat(pointer("set1", "NORMAL").metadata().bytes()).isEqualTo(named.length);
    }

    @Test
    void shouldMarkTheScanOfADeviceWithATopicEachTimeItIsAccepted() {
        admit(Scan.of("s1", null, null, null, PICTURE, "thorax.scans.room-3-0@1"));
        admit(Scan.of("s1", null, null, null, PICTURE, "thorax.scans.room-4-0@1"));
        admit(Scan.of("s1", null, null, null, PICTURE, "thorax.scans-0@1"));

        assertThat(store.list("scans/s1/senders/"))
                .containsExactlyInAnyOrder(
                        StorageKeys.sender("s1", "room-3", Sha256.of(PICTURE)),
                        StorageKeys.sender("s1", "room-4", Sha256.of(PICTURE)));
    }

    @Test
    void shouldNotMarkWhatItRejects() {
        admit(Scan.of("s1", null, null, null, PICTURE, "thorax.scans.room-3-0@1"));
        admit(Scan.of("s1", null, null, null, TestPictures.png(2), "thorax.scans.room-4-0@1"));
        admit(Scan.of("s2", null, null, null, new byte[1], "thorax.scans.room-4-0@2"));

        assertThat(store.list(StorageKeys.senders("s1", "room-4"))).isEmpty();
        assertThat(store.list(StorageKeys.senders("s2", "room-4"))).isEmpty();
    }

    @Test
    void shouldPointFromThePatientToTheScan() {
        admit(scan("Jane Doe", null, null, PICTURE, 1));

        String pseudonym = ClaimsFixture.PSEUDONYMS.of("Jane Doe");
        assertThat(store.list(StorageKeys.patientScans(pseudonym)))
                .containsExactly(StorageKeys.patientScan(pseudonym, "s1"));
    }

    @Test
    void shouldSendFourRequestsToTheStoreForANewScanBeforeItsMark() {
        List<String> requests = new ArrayList<>();
        admit(scan(null, null, null, TestPictures.png(9), 1));
        store.beforeEachCall(requests::add);

        admission.admit(Scan.of("s2", "Jane Doe", null, null, PICTURE, "thorax.scans-0@2"), kafka.topics());

        assertThat(requests).hasSize(4);
    }

    @Test
    void shouldFileALabelledScanWithItsPseudonym() {
        admit(scan("Jane Doe", "NORMAL", "set1", PICTURE, 1));

        assertThat(pointer("set1", "NORMAL").patient()).isEqualTo(ClaimsFixture.PSEUDONYMS.of("Jane Doe"));
    }

    @Test
    void shouldStoreTheSameRecordAgainWithTheSameEvent() {
        Outcome first = admit(scan(null, null, null, PICTURE, 1));

        assertThat(admit(scan(null, null, null, PICTURE, 1))).isEqualTo(first);
    }

    @Test
    void shouldPublishNothingForTheSameScanOfAnotherRecord() {
        admit(scan(null, null, null, PICTURE, 1));

        assertThat(admit(scan(null, null, null, PICTURE, 2))).isEqualTo(new Outcome.Duplicate());
    }

    @Test
    void shouldFileAScanThatComesAgainWithALabelUnderItsFirstPatient() {
        admit(scan("Jane Doe", null, null, PICTURE, 1));

        assertThat(admit(scan(null, "NORMAL", "set1", PICTURE, 2))).isEqualTo(new Outcome.Refiled(false));
        assertThat(admit(scan(null, "COVID-19", "set1", PICTURE, 3))).isEqualTo(new Outcome.Refiled(true));
        assertThat(admit(scan(null, "COVID-19", "set1", PICTURE, 4))).isEqualTo(new Outcome.Duplicate());
        assertThat(pointer("set1", "COVID-19").patient()).isEqualTo(ClaimsFixture.PSEUDONYMS.of("Jane Doe"));
    }

    @Test
    void shouldKeepTheSourceOfAScanInEventClaimAndDataSet() {
        Outcome outcome = admit(scan(null, "NORMAL", "set1", PICTURE, 1).withSource("st-anna"));

        assertThat(((Outcome.Stored) outcome).event().source()).isEqualTo("st-anna");
        assertThat(pointer("set1", "NORMAL").metadata().source()).isEqualTo("st-anna");
        assertThat(Json.read(store.get(StorageKeys.claim("s1")), ScanClaim.class)
                        .source())
                .isEqualTo("st-anna");
    }

    @Test
    void shouldFileAScanThatComesAgainWithALabelUnderItsFirstSource() {
        admit(scan(null, null, null, PICTURE, 1).withSource("st-anna"));

        assertThat(admit(scan(null, "NORMAL", "set1", PICTURE, 2))).isEqualTo(new Outcome.Refiled(false));
        assertThat(pointer("set1", "NORMAL").metadata().source()).isEqualTo("st-anna");
    }

    @Test
    void shouldCorrectTheSourceOfALabelledScanAndKeepTheCorrection() {
        admit(scan(null, "NORMAL", "set1", PICTURE, 1).withSource("st-anna"));

        assertThat(admit(scan(null, "NORMAL", "set1", PICTURE, 2).withSource("st-beda")))
                .isEqualTo(new Outcome.Refiled(false));
        assertThat(admit(scan(null, "COVID-19", "set1", PICTURE, 3))).isEqualTo(new Outcome.Refiled(true));
        assertThat(pointer("set1", "COVID-19").metadata().source()).isEqualTo("st-beda");
    }

    /** Kafka lost the first record after its claim. */
    @Test
    void shouldPublishTheSourceOfTheFirstClaimIfTheScanComesAgainWithoutOne() {
        admit(scan(null, null, null, PICTURE, 1).withSource("st-anna"));
        kafka.retainFrom(2);

        Outcome outcome = admit(scan(null, null, null, PICTURE, 2));

        assertThat(((Outcome.Stored) outcome).event().source()).isEqualTo("st-anna");
    }

    @Test
    void shouldKnowNoSourceOfAScanWithoutOne() {
        Outcome outcome = admit(scan(null, "NORMAL", "set1", PICTURE, 1));

        assertThat(((Outcome.Stored) outcome).event().source()).isNull();
        assertThat(pointer("set1", "NORMAL").metadata().source()).isNull();
    }

    @Test
    void shouldGiveAScanTheSourceOfItsDevice() {
        Admission listed = ClaimsFixture.admission(
                store, kafka, clock, new DeviceSources(List.of("room-3:st-anna", "/room-4:st-beda")));
        Scan own = Scan.of("s1", null, null, null, PICTURE, "thorax.scans.room-3-0@1");
        Scan claimed = Scan.of(
                new ScanAttributes("s2", null, null, null, null, "/room-4"), TestPictures.png(2), "thorax.scans-0@2");

        assertThat(((Outcome.Stored) listed.admit(own, kafka.topics())).event().source())
                .isEqualTo("st-anna");
        assertThat(((Outcome.Stored) listed.admit(claimed, kafka.topics()))
                        .event()
                        .source())
                .isEqualTo("st-beda");
    }

    @Test
    void shouldRejectASourceThatIsNoName() {
        Outcome outcome = admit(scan(null, null, null, PICTURE, 1).withSource("St. Anna"));

        assertThat(reason(outcome)).isEqualTo(RejectionReason.INVALID_METADATA);
        assertThat(store.list("scans/")).isEmpty();
    }

    @Test
    void shouldRejectALabelThatItsDataSetDoesNotDeclareWithTheList() {
        store.put(
                StorageKeys.datasetClasses("set1"),
                Json.write(new DatasetClasses(List.of("NORMAL", "VIRUS"))),
                "application/json");

        Outcome outcome = admit(scan(null, "Normal", "set1", PICTURE, 1));

        assertThat(reason(outcome)).isEqualTo(RejectionReason.INVALID_METADATA);
        assertThat(((Outcome.Rejected) outcome).why().getMessage()).contains("its classes are NORMAL, VIRUS");
        assertThat(store.list("scans/")).isEmpty();
        assertThat(admit(scan(null, "NORMAL", "set1", PICTURE, 2))).isInstanceOf(Outcome.Stored.class);
        assertThat(admit(scan(null, "Normal", "set2", PICTURE, 3))).isInstanceOf(Outcome.Refiled.class);
    }

    @Test
    void shouldRejectWhatIsNoPictureWithoutClaimingItsId() {
        assertThat(reason(admit(scan(null, null, null, new byte[] {1, 2, 3}, 1))))
                .isEqualTo(RejectionReason.NOT_AN_IMAGE);
        assertThat(admit(scan(null, null, null, PICTURE, 2))).isInstanceOf(Outcome.Stored.class);
    }

    @Test
    void shouldRejectAnIdThatOtherBytesHave() {
        admit(scan(null, null, null, PICTURE, 1));

        assertThat(reason(admit(scan(null, null, null, TestPictures.png(2), 2))))
                .isEqualTo(RejectionReason.ID_TAKEN);
    }

    @Test
    void shouldRejectALabelWithoutADataSet() {
        assertThat(reason(admit(scan(null, "NORMAL", null, PICTURE, 1)))).isEqualTo(RejectionReason.INVALID_METADATA);
    }

    @Test
    void shouldRejectNothingWhileTheStoreDoesNotAnswerAndGoOnAfterwards() {
        store.failNext(1);

        assertThatThrownBy(() -> admit(scan(null, null, null, PICTURE, 1)))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(admit(scan(null, null, null, PICTURE, 1))).isInstanceOf(Outcome.Stored.class);
    }

    private Outcome admit(Scan scan) {
        return admission.admit(scan, kafka.topics());
    }

    private ScanPointer pointer(String dataset, String label) {
        return Json.read(store.get(StorageKeys.pointer(dataset, label, "s1")), ScanPointer.class);
    }

    private static RejectionReason reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).why().reason();
    }

    private static Scan scan(String patient, String label, String dataset, byte[] bytes, long offset) {
        return Scan.of("s1", patient, label, dataset, bytes, "thorax.scans-0@" + offset);
    }
}
