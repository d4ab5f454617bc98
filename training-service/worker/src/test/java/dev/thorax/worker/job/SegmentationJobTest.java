package dev.thorax.worker.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ManifestCheck;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.engine.torch.TorchEngine;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.lungs.LungFinder;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.MissingInputException;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.bundle.BundleStore;
import dev.thorax.worker.checkpoint.Checkpoints;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.dataset.PixelCache;
import dev.thorax.worker.recipe.Recipes;
import dev.thorax.worker.snapshot.DatasetSnapshot;
import dev.thorax.worker.snapshot.SnapshotArchive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Trains a lung finder of the scans with masks in an object store. */
class SegmentationJobTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String DATASET = "masked";
    private static final int SIDE = 32;
    private static final int FILMS = 40;

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(CLOCK);
    private final Random random = new Random(5);

    @BeforeEach
    void writeScansAndRecipe() throws IOException {
        for (int i = 0; i < FILMS; i++) {
            film("film-" + i, "patient-" + i / 2);
        }
        // Scans without a mask are not for a lung finder.
        pointer("bare", "patient-bare", new ScanMetadata("image/png", 1, SIDE, SIDE));
        Files.writeString(
                folder.resolve("small.yaml"),
                String.join(
                        "\n",
                        "name: small-lungs",
                        "kind: SEGMENTATION",
                        "input: {height: 32, width: 32, interpolation: AREA}",
                        "channels: 1",
                        "layers:",
                        "  - {conv: {filters: 8, kernel: 3, stride: 2, padding: same, activation: relu}, name: fine}",
                        "  - conv: {filters: 8, kernel: 3, padding: same, activation: relu}",
                        "learningRate: 0.01",
                        "batch: 4",
                        "epochs: 12",
                        "classWeights: NONE",
                        "checkpoint: LOWEST_LOSS",
                        "augmentation: {shear: 0, zoom: 0.1, horizontalFlip: true}",
                        ""));
    }

    @Test
    void shouldMakeAVersionThatFindsLungsAndServesInNoSlot() throws Exception {
        List<TrainingProgress> heard = new ArrayList<>();

        TrainingProgress end = job().run(request("t-1", null), heard::add);

        assertThat(end.state()).isEqualTo(TrainingProgress.State.DONE);
        assertThat(end.message())
                .startsWith("Version t-1 of small-lungs is trained: Dice coefficient ")
                .endsWith("it finds lungs and serves in no slot.");
        assertThat(heard).anySatisfy(progress -> assertThat(progress.message()).contains("scans with masks"));
        Manifest manifest = manifest();
        assertThat(manifest.kind()).isEqualTo(Manifest.Kind.SEGMENTATION);
        assertThat(manifest.classes()).containsExactly("LUNGS");
        assertThat(manifest.files()).containsOnlyKeys(Manifest.LUNGS, "report.html");
        assertThat(manifest.data().scans()).containsEntry("LUNGS", FILMS);
        assertThat(ManifestCheck.fault(manifest, "small-lungs", "t-1")).isNull();
        assertThat(ManifestCheck.obstacle(manifest)).contains("serves in no slot");
        SegmentationReport report = SegmentationReport.fromMap(manifest.evaluation());
        assertThat(report.masks().dice()).isGreaterThan(0.8);
        assertThat(report.masks().scans()).isEqualTo(8);
        assertThat(report.history()).isNotEmpty();
        assertFindsLungs(manifest);
    }

    @Test
    void shouldKeepPatientsApartAndFreezeTheMasks() throws Exception {
        job().run(request("t-1", null), progress -> {});

        DatasetSnapshot frozen =
                new SnapshotArchive(store).find("t-1").orElseThrow().snapshot();
        assertThat(frozen.data().scans()).hasSize(FILMS).allSatisfy(scan -> assertThat(scan.mask())
                .isEqualTo(Sha256.of(store.get(StorageKeys.mask(scan.scanId())))));
        List<String> test = patients(frozen, frozen.splits().get(0).test());
        assertThat(test)
                .isNotEmpty()
                .doesNotContainAnyElementsOf(
                        patients(frozen, frozen.splits().get(0).training()));
    }

    @Test
    void shouldReportItsFiguresInThePage() throws Exception {
        job().run(request("t-1", null), progress -> {});

        String page = new String(
                store.get(StorageKeys.bundleFile("small-lungs", "t-1", "report.html")), StandardCharsets.UTF_8);

        assertThat(page)
                .contains("It names no diagnosis and serves in no slot")
                .contains("8 held-out scans of 4 patients")
                .contains("<th scope=\"row\">film-");
    }

    @Test
    void shouldRefuseAMaskThatIsNotTheFrozenOne() {
        store.put(StorageKeys.mask("film-3"), mask(new byte[SIDE * SIDE]), "image/png");

        assertThatThrownBy(() -> job().run(request("t-1", null), progress -> {}))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("scans/film-3/mask.png of data set masked is another one");
    }

    @Test
    void shouldWaitForAMaskThatIsMissing() {
        store.delete(StorageKeys.mask("film-3"));

        assertThatThrownBy(() -> job().run(request("t-1", null), progress -> {}))
                .isInstanceOf(MissingInputException.class)
                .hasMessageContaining("scans/film-3/mask.png");
    }

    @Test
    void shouldRefuseFoldsAndDataSetsWithoutMasks() {
        assertThatThrownBy(() -> job().run(request("t-1", 2).ofFold(1), progress -> {}))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("ask for it without folds");
        new LabelledScans(store).add(1, 10);
        TrainingRequested other = new TrainingRequested(
                "t-2",
                LabelledScans.DATASET,
                "small-lungs",
                null,
                null,
                1L,
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                null);
        assertThatThrownBy(() -> job().run(other, progress -> {}))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("No scan of data set hospital has a mask");
    }

    private void assertFindsLungs(Manifest manifest) {
        byte[] lungs = store.get(StorageKeys.bundleFile("small-lungs", "t-1", Manifest.LUNGS));
        assertThat(Sha256.of(lungs)).isEqualTo(manifest.files().get(Manifest.LUNGS));
        try (LungFinder finder = LungFinder.open(new OnnxSessions(1), lungs, manifest.input())) {
            assertThat(finder.find(new GreyImage(SIDE, SIDE, new byte[SIDE * SIDE])))
                    .isNotNull();
        }
    }

    private static List<String> patients(DatasetSnapshot frozen, int[] part) {
        List<String> patients = new ArrayList<>();
        for (int i : part) {
            patients.add(frozen.data().scans().get(i).patient());
        }
        return patients;
    }

    private Manifest manifest() {
        return Json.read(store.get(StorageKeys.bundleFile("small-lungs", "t-1", Manifest.MANIFEST)), Manifest.class);
    }

    /** Writes a film with two dark fields and their mask, as ingest does. */
    private void film(String scanId, String patient) {
        byte[] image = new byte[SIDE * SIDE];
        byte[] marked = new byte[SIDE * SIDE];
        int left = 3 + random.nextInt(3);
        int top = 4 + random.nextInt(4);
        for (int i = 0; i < image.length; i++) {
            int column = i % SIDE - left;
            int row = i / SIDE - top;
            boolean lung = row >= 0 && row < 20 && (column >= 0 && column < 9 || column >= 14 && column < 23);
            image[i] = (byte) (lung ? 30 + random.nextInt(60) : 170 + random.nextInt(60));
            marked[i] = (byte) (lung ? 255 : 0);
        }
        byte[] mask = mask(marked);
        store.put(StorageKeys.image(scanId), CanonicalImage.toPng(new GreyImage(SIDE, SIDE, image)), "image/png");
        store.put(StorageKeys.mask(scanId), mask, "image/png");
        pointer(scanId, patient, new ScanMetadata("image/png", 1, SIDE, SIDE).withMask(Sha256.of(mask)));
    }

    private void pointer(String scanId, String patient, ScanMetadata metadata) {
        ScanPointer pointer =
                new ScanPointer(scanId, "LUNGS", patient, Sha256.of(scanId), StorageKeys.image(scanId), metadata);
        store.put(StorageKeys.pointer(DATASET, "LUNGS", scanId), Json.write(pointer), "application/json");
    }

    private static byte[] mask(byte[] marked) {
        return CanonicalImage.toPng(new GreyImage(SIDE, SIDE, marked));
    }

    private TrainingJob job() {
        TrainingPreparation preparation = new TrainingPreparation(
                Recipes.load(Optional.of(folder)),
                new EngineRegistry(List.of(new TorchEngine(1)), "torch"),
                new DatasetReader(store, new PixelCache(folder.resolve("pixels"), CLOCK)),
                new SnapshotArchive(store),
                null,
                null,
                "0123456789abcdef",
                CLOCK);
        return new TrainingJob(
                preparation, null, new BundleStore(store), new FoldStore(store), Checkpoints.NONE, CLOCK);
    }

    private static TrainingRequested request(String id, Integer folds) {
        return new TrainingRequested(
                id, DATASET, "small-lungs", null, null, 1L, Instant.EPOCH, null, null, folds, null, null);
    }
}
