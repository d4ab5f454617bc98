package dev.thorax.worker.dataset;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.TrainingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatasetReaderTest {
    private static final InputSpec INPUT = new InputSpec(8, 8, InputSpec.Interpolation.AREA);

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());

    @Test
    void shouldReadEachScanWithItsClassAndItsPixels() {
        add("s1", "B", 200);
        add("s2", "A", 50);

        Dataset dataset = read();

        assertThat(dataset.classes()).containsExactly("A", "B");
        assertThat(dataset.scans()).extracting(LabelledScan::scanId).containsExactly("s2", "s1");
        assertThat(dataset.labels(new int[] {0, 1})).containsExactly(0, 1);
        assertThat(dataset.pixels().get(1)).containsOnly((byte) 200);
        assertThat(dataset.scans()).extracting(LabelledScan::patient).doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseADataSetWithoutScansOrWithOneClass() {
        assertThatThrownBy(this::read).isInstanceOf(TrainingException.class).hasMessageContaining("has no scans");
        add("s1", "A", 50);
        assertThatThrownBy(this::read).isInstanceOf(TrainingException.class).hasMessageContaining("only the class A");
    }

    @Test
    void shouldNameAScanThatHasTwoClasses() {
        add("s1", "A", 50);
        add("s1", "B", 50);

        assertThatThrownBy(this::read).isInstanceOf(TrainingException.class).hasMessageContaining("s1");
    }

    @Test
    void shouldNameAnImageThatIsGone() {
        add("s1", "A", 50);
        add("s2", "B", 50);
        store.delete(StorageKeys.image("s2"));

        assertThatThrownBy(this::read)
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(StorageKeys.image("s2"));
    }

    @Test
    void shouldNameAPointerThatDescribesAnotherScan() {
        add("s1", "A", 50);
        add("s2", "B", 50);
        store.put(
                StorageKeys.pointer("hospital", "B", "s2"),
                store.get(StorageKeys.pointer("hospital", "A", "s1")),
                "application/json");

        assertThatThrownBy(this::read)
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(StorageKeys.pointer("hospital", "B", "s2"));
    }

    private Dataset read() {
        return new DatasetReader(store, new PixelCache(folder, Clock.systemUTC())).read("hospital", INPUT);
    }

    private void add(String scanId, String label, int grey) {
        byte[] pixels = new byte[64];
        Arrays.fill(pixels, (byte) grey);
        store.put(StorageKeys.image(scanId), CanonicalImage.toPng(new GreyImage(8, 8, pixels)), "image/png");
        ScanPointer pointer = new ScanPointer(scanId, label, null, "ab".repeat(32), StorageKeys.image(scanId), null);
        store.put(StorageKeys.pointer("hospital", label, scanId), Json.write(pointer), "application/json");
    }
}
