package dev.thorax.ingest.admission;

import java.time.Clock;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.contracts.topic.ScanLimits;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.ingest.dataset.DatasetFiler;
import dev.thorax.ingest.record.Scan;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

/** Scans that come with masks. */
class MasksTest {
    private static final byte[] PICTURE = TestPictures.png(1);
    private static final byte[] MASK = TestPictures.mask(40, 120);

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final FakeScanHistory kafka = new FakeScanHistory();
    private final Admission admission = ClaimsFixture.admission(store, kafka, Clock.systemUTC());

    @Test
    void shouldStoreTheMaskOfALabelledScanAndNameItInItsPointer() {
        assertThat(admit(scan("set1", 1).withMask(MASK))).isInstanceOf(Outcome.Stored.class);

        byte[] stored = store.get(StorageKeys.mask("s1"));
        assertThat(pointer("set1").metadata().mask()).isEqualTo(Sha256.of(stored));
        GreyImage mask = CanonicalImage.fromPng(stored);
        assertThat(mask.width()).isEqualTo(300);
        assertThat(mask.pixels()[39]).isZero();
        assertThat(mask.pixels()[40] & 0xFF).isEqualTo(255);
        assertThat(mask.pixels()[119] & 0xFF).isEqualTo(255);
        assertThat(mask.pixels()[120]).isZero();
    }

    @Test
    void shouldNameNoMaskWithoutOne() {
        admit(scan("set1", 1).withMask(new byte[0]));

        assertThat(pointer("set1").metadata().mask()).isNull();
        assertThat(store.exists(StorageKeys.mask("s1"))).isFalse();
    }

    @Test
    void shouldAddAMaskToAScanThatIsThereInAllItsDataSets() {
        admit(scan("set1", 1));
        admit(scan("set2", 2));

        assertThat(admit(scan("set2", 3).withMask(MASK))).isInstanceOf(Outcome.Refiled.class);

        String sha256 = Sha256.of(store.get(StorageKeys.mask("s1")));
        assertThat(pointer("set1").metadata().mask()).isEqualTo(sha256);
        assertThat(pointer("set2").metadata().mask()).isEqualTo(sha256);
    }

    @Test
    void shouldKeepTheMaskIfTheScanComesAgainWithoutOne() {
        admit(scan("set1", 1).withMask(MASK));

        assertThat(admit(scan("set1", 2))).isInstanceOf(Outcome.Duplicate.class);
        admit(Scan.of("s1", null, "OTHER", "set1", PICTURE, "thorax.scans-0@3"));

        ScanPointer moved = Json.read(store.get(StorageKeys.pointer("set1", "OTHER", "s1")), ScanPointer.class);
        assertThat(moved.metadata().mask()).isEqualTo(Sha256.of(store.get(StorageKeys.mask("s1"))));
    }

    @Test
    void shouldReplaceAMask() {
        admit(scan("set1", 1).withMask(MASK));
        String first = pointer("set1").metadata().mask();

        admit(scan("set1", 2).withMask(TestPictures.mask(60, 200)));

        assertThat(pointer("set1").metadata().mask())
                .isNotEqualTo(first)
                .isEqualTo(Sha256.of(store.get(StorageKeys.mask("s1"))));
    }

    @Test
    void shouldRejectWhatIsNoMaskOfTheScanAndStoreNothing() {
        byte[] other = CanonicalImage.toPng(new GreyImage(260, 300, half(260, 300)));
        Map<byte[], String> wrong = Map.of(
                new byte[] {1, 2, 3},
                "The mask of the scan cannot be taken. ",
                other,
                "has another shape than the scan",
                TestPictures.mask(0, 0),
                "marks nothing",
                TestPictures.mask(0, 300),
                "marks the whole scan",
                new byte[ScanLimits.MASK + 1],
                "at most 1048576 (1 MiB) are taken");
        wrong.forEach((mask, sentence) -> {
            Outcome outcome = admit(scan("set1", 1).withMask(mask));

            assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
            assertThat(((Outcome.Rejected) outcome).why().reason()).isEqualTo(RejectionReason.INVALID_METADATA);
            assertThat(((Outcome.Rejected) outcome).why().getMessage()).contains(sentence);
        });
        assertThat(store.list("scans/")).isEmpty();
    }

    @Test
    void shouldRejectAMaskWithoutALabel() {
        Outcome outcome = admit(
                Scan.of("s1", null, null, null, PICTURE, "thorax.scans-0@1").withMask(MASK));

        assertThat(((Outcome.Rejected) outcome).why().getMessage()).contains("a mask but no label");
    }

    @Test
    void shouldBringAMaskOfTheSameShapeToTheSizeOfTheScan() {
        byte[] smaller = CanonicalImage.toPng(new GreyImage(150, 130, half(150, 130)));

        admit(scan("set1", 1).withMask(smaller));

        GreyImage mask = CanonicalImage.fromPng(store.get(StorageKeys.mask("s1")));
        assertThat(mask.width()).isEqualTo(300);
        assertThat(mask.height()).isEqualTo(260);
        assertThat(mask.pixels()).isEqualTo(half(300, 260));
    }

    @Test
    void shouldWriteAllPointersAnewOnlyIfTheyNameAnotherMask() {
        admit(scan("set1", 1).withMask(MASK));
        byte[] before = store.get(StorageKeys.pointer("set1", "LUNGS", "s1"));

        new DatasetFiler(store).remask("s1", pointer("set1").metadata().mask());

        assertThat(store.get(StorageKeys.pointer("set1", "LUNGS", "s1"))).isEqualTo(before);
    }

    private Outcome admit(Scan scan) {
        return admission.admit(scan, kafka.topics());
    }

    private ScanPointer pointer(String dataset) {
        return Json.read(store.get(StorageKeys.pointer(dataset, "LUNGS", "s1")), ScanPointer.class);
    }

    private static byte[] half(int width, int height) {
        byte[] pixels = new byte[width * height];
        Arrays.fill(pixels, 0, pixels.length / 2, (byte) 255);
        return pixels;
    }

    private static Scan scan(String dataset, int offset) {
        return Scan.of("s1", null, "LUNGS", dataset, PICTURE, "thorax.scans-0@" + offset);
    }
}
