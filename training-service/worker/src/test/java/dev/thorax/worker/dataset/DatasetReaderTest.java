package dev.thorax.worker.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.DatasetClasses;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.mask.SquareBox;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.lungs.LungFinder;
import dev.thorax.onnx.lungs.LungSearch;
import dev.thorax.onnx.lungs.Preprocessor;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.model.TinyNetworks;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.MissingInputException;
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

    /** Versions of the images of two scans, and the version that both have. */
    @ParameterizedTest
    @CsvSource({"1, 2, 1, 2, 2", "1, 2, 2, 2, 2", "1, 1, 1, 2, 1", "1, 1, 1, 1, 1"})
    void shouldTrainWithTheVersionThatAllImagesHave(int from, int to, int otherFrom, int otherTo, int common) {
        add("s1", "A", new CanonicalVersions(from, to), new CanonicalVersions(from, to));
        add("s2", "B", new CanonicalVersions(otherFrom, otherTo), new CanonicalVersions(otherFrom, otherTo));

        assertThat(read().input().canonical()).isEqualTo(common);
    }

    @Test
    void shouldTakeScansFromBeforeVersionsWereRecordedForVersionOne() {
        add("s1", "A", 50);
        add("s2", "B", new CanonicalVersions(1, 2), new CanonicalVersions(1, 2));

        assertThat(read().input().canonical()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAMixtureOfVersions() {
        add("s1", "A", 50);
        add("s2", "B", new CanonicalVersions(2, 2), new CanonicalVersions(2, 2));

        assertThatThrownBy(this::read)
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("mixes canonical images of different versions")
                .hasMessageContaining("s1 is of version 1")
                .hasMessageContaining("s2 of version 2");
    }

    /** The pointer was written anew by a later version, the image was not. */
    @Test
    void shouldTakeAnOlderImageOnlyIfTheLaterVersionGivesTheSame() {
        add("s1", "A", new CanonicalVersions(1, 2), new CanonicalVersions(1, 1));
        add("s2", "B", new CanonicalVersions(1, 2), new CanonicalVersions(1, 2));
        assertThat(read().input().canonical()).isEqualTo(2);

        add("s3", "B", new CanonicalVersions(2, 2), new CanonicalVersions(1, 1));
        assertThatThrownBy(this::read)
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(StorageKeys.image("s3"));
    }

    /** A training lists and freezes its scans, and reads their pixels later. */
    @Test
    void shouldNoticeAnImageThatWasMadeAnewSinceTheScansWereListed() {
        add("s1", "A", new CanonicalVersions(1, 1), new CanonicalVersions(1, 1));
        add("s2", "B", new CanonicalVersions(1, 1), new CanonicalVersions(1, 1));
        DatasetReader reader = new DatasetReader(store, new PixelCache(folder, Clock.systemUTC()));
        DatasetScans frozen = reader.list("hospital");
        add("s1", "A", new CanonicalVersions(1, 2), new CanonicalVersions(1, 2));
        assertThat(reader.read(frozen, INPUT).input().canonical()).isEqualTo(1);

        add("s2", "B", new CanonicalVersions(2, 2), new CanonicalVersions(2, 2));

        assertThatThrownBy(() -> new DatasetReader(store, new PixelCache(folder.resolve("new"), Clock.systemUTC()))
                        .read(frozen, INPUT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(StorageKeys.image("s2") + " of data set hospital is of another version")
                .hasMessageContaining("request the training again");
        add("s1", "A", new CanonicalVersions(1, 2), new CanonicalVersions(1, 2));
        assertThat(reader.read(reader.list("hospital"), INPUT).input().canonical())
                .isEqualTo(2);
    }

    @Test
    void shouldFailAtOnceIfAScanWasErasedAfterItWasListed() {
        add("s1", "A", 50);
        add("s2", "B", 50);
        DatasetReader reader = new DatasetReader(store, new PixelCache(folder, Clock.systemUTC()));
        DatasetScans frozen = reader.list("hospital");
        store.delete(StorageKeys.image("s2"));
        store.put(StorageKeys.claim("s2"), Json.write(new ErasedScan(Instant.EPOCH)), "application/json");

        assertThatThrownBy(() -> reader.read(frozen, INPUT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("was erased after this training began");
    }

    @Test
    void shouldKeepNothingIfAScanIsErasedAfterItWasReadAndBeforeTheOthers() {
        add("s1", "A", 50);
        add("s2", "B", 50);
        DatasetReader reader = new DatasetReader(store, new PixelCache(folder, Clock.systemUTC()));
        DatasetScans frozen = reader.list("hospital");
        AtomicBoolean erased = new AtomicBoolean();
        store.beforeEachCall(call -> {
            if (call.equals("read " + StorageKeys.image("s2")) && erased.compareAndSet(false, true)) {
                // The order of an erasure: claim, image, event, files on the disk of training-service.
                store.put(StorageKeys.claim("s1"), Json.write(new ErasedScan(Instant.EPOCH)), "application/json");
                store.delete(StorageKeys.image("s1"));
                deleteFiles();
            }
        });

        assertThatThrownBy(() -> reader.read(frozen, INPUT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("was erased after this training began");

        assertThat(erased).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldFindAScanThatWasErasedAfterItsPixelsWereRead() {
        add("s1", "A", 50);
        add("s2", "B", 50);
        DatasetReader reader = new DatasetReader(store, new PixelCache(folder, Clock.systemUTC()));
        Dataset dataset = read();
        reader.checkNoneErased("hospital", dataset.scans());

        store.put(StorageKeys.claim("s2"), Json.write(new ErasedScan(Instant.EPOCH)), "application/json");

        assertThatThrownBy(() -> reader.checkNoneErased("hospital", dataset.scans()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("A scan of data set hospital was erased");
    }

    private void deleteFiles() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldNameAnImageThatIsMissing() {
        add("s1", "A", 50);
        add("s2", "B", 50);
        store.delete(StorageKeys.image("s2"));

        assertThatThrownBy(this::read)
                .isInstanceOf(MissingInputException.class)
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

    @Test
    void shouldTakeTheClassOfTheFilingWhileAScanMoves() {
        add("s1", "A", 50);
        add("s1", "B", 50);
        add("s2", "B", 50);
        add("s3", "A", 50);
        file("s1", "B");

        Dataset dataset = read();

        assertThat(dataset.scans()).extracting(LabelledScan::scanId).containsExactly("s3", "s1", "s2");
    }

    @Test
    void shouldFindAScanThatMovedAfterTheListing() {
        add("s1", "A", 50);
        add("s2", "B", 50);
        add("s3", "B", 50);
        AtomicBoolean moved = new AtomicBoolean();
        store.beforeEachCall(call -> {
            if (call.equals("read " + StorageKeys.pointer("hospital", "B", "s2")) && moved.compareAndSet(false, true)) {
                add("s2", "A", 50);
                store.delete(StorageKeys.pointer("hospital", "B", "s2"));
                file("s2", "A");
            }
        });

        DatasetScans listed = new DatasetReader(store, new PixelCache(folder, Clock.systemUTC())).list("hospital");

        assertThat(listed.scans()).extracting(LabelledScan::scanId).containsExactly("s1", "s2", "s3");
        assertThat(listed.scans()).extracting(LabelledScan::label).containsExactly(0, 0, 1);
    }

    @Test
    void shouldRefuseALabelThatIsNotDeclared() {
        add("s1", "NORMAL", 50);
        add("s2", "Normal", 50);
        declare("NORMAL", "VIRUS");

        assertThatThrownBy(this::read)
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "Data set hospital has no class Normal; its classes are NORMAL, VIRUS. Send the scan with one "
                                + "of them, or declare the class first.");
    }

    @Test
    void shouldHaveTheDeclaredClassesEvenIfOneHasNoScans() {
        add("s1", "NORMAL", 50);
        declare("VIRUS", "NORMAL");

        assertThat(read().classes()).containsExactly("NORMAL", "VIRUS");
    }

    @Test
    void shouldGiveIdenticalBytesOnePatient() {
        add("s1", "A", 50, "ab".repeat(32));
        add("s2", "B", 50, "ab".repeat(32));
        add("s3", "B", 50);

        assertThat(read().scans()).extracting(LabelledScan::patient).containsExactly("scan s1", "scan s1", "scan s3");
    }

    @Test
    void shouldReadTheSquareAroundTheLungsAndRememberItInTheCache() {
        add("s1", "A", TestPictures.lungs(30));
        add("s2", "B", TestPictures.noise(300, 260, 1, 60));
        DatasetReader reader = new DatasetReader(store, new PixelCache(folder, Clock.systemUTC()));
        InputSpec square = new InputSpec(16, 16, InputSpec.Interpolation.AREA, InputSpec.Fit.LUNGS);
        InputSpec finder = new InputSpec(64, 64, InputSpec.Interpolation.AREA);

        try (SharedLungFinder lungs =
                new SharedLungFinder(LungFinder.open(new OnnxSessions(1), TinyNetworks.lungs(), finder), "ab")) {
            Dataset first = reader.read(reader.list("hospital"), square, lungs);
            store.delete(StorageKeys.image("s1"));
            Dataset cached = reader.read(reader.list("hospital"), square, lungs);

            SquareBox expected = ((LungSearch.Found) lungs.finder().find(TestPictures.lungs(30))).box();
            assertThat(first.lungs()).containsExactly(new SeenLungs(expected, 300, 260), null);
            assertThat(cached.lungs()).isEqualTo(first.lungs());
            assertThat(cached.pixels().get(0))
                    .isEqualTo(first.pixels().get(0))
                    .isEqualTo(Preprocessor.of(square, lungs.finder())
                            .prepare(TestPictures.lungs(30))
                            .orElseThrow()
                            .pixels());
            // Another lung finder may find other squares.
            assertThatThrownBy(() ->
                            reader.read(reader.list("hospital"), square, new SharedLungFinder(lungs.finder(), "cd")))
                    .isInstanceOf(MissingInputException.class);
        }
    }

    private void add(String scanId, String label, GreyImage image) {
        add(scanId, label, 0);
        store.put(StorageKeys.image(scanId), CanonicalImage.toPng(image), "image/png");
    }

    private Dataset read() {
        DatasetReader reader = new DatasetReader(store, new PixelCache(folder, Clock.systemUTC()));
        return reader.read(reader.list("hospital"), INPUT);
    }

    private void declare(String... classes) {
        store.put(
                StorageKeys.datasetClasses("hospital"),
                Json.write(new DatasetClasses(List.of(classes))),
                "application/json");
    }

    private void file(String scanId, String label) {
        store.put(StorageKeys.filing(scanId, "hospital"), Json.write(Map.of("label", label)), "application/json");
    }

    private void add(String scanId, String label, int grey) {
        add(scanId, label, grey, Sha256.of(scanId));
    }

    private void add(String scanId, String label, CanonicalVersions recorded, CanonicalVersions made) {
        GreyImage image = new GreyImage(8, 8, new byte[64]);
        store.put(StorageKeys.image(scanId), CanonicalImage.toPng(image, made), "image/png");
        ScanMetadata metadata = new ScanMetadata("image/png", 9, 8, 8, recorded, null, null);
        ScanPointer pointer =
                new ScanPointer(scanId, label, null, "sha-" + scanId, StorageKeys.image(scanId), metadata);
        store.put(StorageKeys.pointer("hospital", label, scanId), Json.write(pointer), "application/json");
    }

    private void add(String scanId, String label, int grey, String sha256) {
        byte[] pixels = new byte[64];
        Arrays.fill(pixels, (byte) grey);
        store.put(StorageKeys.image(scanId), CanonicalImage.toPng(new GreyImage(8, 8, pixels)), "image/png");
        ScanPointer pointer = new ScanPointer(scanId, label, null, sha256, StorageKeys.image(scanId), null);
        store.put(StorageKeys.pointer("hospital", label, scanId), Json.write(pointer), "application/json");
    }
}
