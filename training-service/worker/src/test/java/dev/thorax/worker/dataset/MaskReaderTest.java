package dev.thorax.worker.dataset;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.MissingInputException;
import dev.thorax.worker.TrainingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MaskReaderTest {
    private static final int SIDE = 8;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final MaskReader reader = new MaskReader(store);

    @Test
    void shouldReadAMaskAtTheSizeOfTheDataSet() {
        // The left half of 16 columns is marked, and one row of the others: half of the positions there.
        byte[] pixels = new byte[16 * 16];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 16 < 8 || i / 16 == 2 ? 255 : 0);
        }
        byte[] png = CanonicalImage.toPng(new GreyImage(16, 16, pixels));
        store.put(StorageKeys.mask("s1"), png, "image/png");
        LabelledScan scan = scan("s1", Sha256.of(png));

        byte[] mask = reader.read(dataset(scan), scan);

        assertThat(mask).hasSize(SIDE * SIDE);
        assertThat(Arrays.copyOfRange(mask, 0, SIDE)).containsExactly(-1, -1, -1, -1, 0, 0, 0, 0);
        assertThat(Byte.toUnsignedInt(mask[SIDE + 7])).isBetween(127, 128);
    }

    @Test
    void shouldRefuseAnotherMaskThanWasListed() {
        store.put(
                StorageKeys.mask("s1"), CanonicalImage.toPng(new GreyImage(8, 8, new byte[SIDE * SIDE])), "image/png");
        LabelledScan scan = scan("s1", "0".repeat(64));

        assertThatThrownBy(() -> reader.read(dataset(scan), scan))
                .isInstanceOf(TrainingException.class)
                .hasMessage("The mask " + StorageKeys.mask("s1")
                        + " of data set films is another one than the training began"
                        + " with; request the training again under another id.");
    }

    @Test
    void shouldWaitForAMaskThatIsMissing() {
        LabelledScan scan = scan("s1", "0".repeat(64));

        assertThatThrownBy(() -> reader.read(dataset(scan), scan))
                .isInstanceOfSatisfying(MissingInputException.class, missing -> assertThat(missing.name())
                        .isEqualTo(StorageKeys.mask("s1")))
                .hasMessageContaining("is not in the object store; put it back");
    }

    @Test
    void shouldNameAMaskThatIsNoPicture() {
        byte[] broken = {1, 2, 3};
        store.put(StorageKeys.mask("s1"), broken, "image/png");
        LabelledScan scan = scan("s1", Sha256.of(broken));

        assertThatThrownBy(() -> reader.read(dataset(scan), scan))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("The mask " + StorageKeys.mask("s1") + " of data set films cannot be read (")
                .hasMessageEndingWith("; send the scan with its mask again.");
    }

    @Test
    void shouldTellDataSetsApartByTheirMasks() {
        String digest = MaskReader.digest(dataset(scan("s1", "aa"), scan("s2", "bb")));

        assertThat(digest)
                .matches("[0-9a-f]{64}")
                .isEqualTo(MaskReader.digest(dataset(scan("s1", "aa"), scan("s2", "bb"))))
                .isNotEqualTo(MaskReader.digest(dataset(scan("s1", "bb"), scan("s2", "aa"))))
                .isNotEqualTo(MaskReader.digest(dataset(scan("s1", "aa"))));
    }

    private static LabelledScan scan(String id, String mask) {
        return new LabelledScan(id, "p", 0, "", new ScanMetadata("image/png", 9, 16, 16).withMask(mask));
    }

    private static Dataset dataset(LabelledScan... scans) {
        return new Dataset(
                "films",
                List.of("LUNGS"),
                new InputSpec(SIDE, SIDE, InputSpec.Interpolation.AREA),
                List.of(scans),
                ScanPixels.of(List.of(new byte[SIDE * SIDE])));
    }
}
