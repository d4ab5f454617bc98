package dev.thorax.worker.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec.Fit;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ManifestCheck;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.engine.dl4j.Dl4jEngine;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.lungs.NetworkInput;
import dev.thorax.onnx.lungs.Preprocessor;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.bundle.BundleStore;
import dev.thorax.worker.checkpoint.Checkpoints;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.dataset.PixelCache;
import dev.thorax.worker.fitting.SnapshotStore;
import dev.thorax.worker.lungs.LungFinders;
import dev.thorax.worker.recipe.Recipes;
import dev.thorax.worker.report.LungCount;
import dev.thorax.worker.report.LungSummary;
import dev.thorax.worker.snapshot.FrozenLungs;
import dev.thorax.worker.snapshot.SnapshotArchive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Trains on the squares around the lungs of the scans in an object store. */
class LungsTrainingTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int[] BLANKS = {4, 9, 14, 23, 31, 38};

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(CLOCK);
    private final LungScans scans = new LungScans(store);

    @BeforeEach
    void writeScansAndRecipe() throws IOException {
        scans.add(1, 60, null);
        for (int blank : BLANKS) {
            scans.addBlank(blank, null);
        }
        scans.storeFinder(1, 2, 3);
        TinyRecipe.write(folder, "0.01", LungScans.RECIPE);
    }

    @Test
    void shouldMakeAVersionThatHasTheLungFinder() throws Exception {
        TrainingProgress end = job().run(request("t-1", null, null), progress -> {});

        assertThat(end.state()).isEqualTo(TrainingProgress.State.DONE);
        Manifest manifest = manifest();
        assertThat(manifest.input().fit()).isEqualTo(Fit.LUNGS);
        assertThat(manifest.lungs())
                .isEqualTo(new Manifest.Lungs("lungs", LungScans.FINDER, TestBundles.LUNGS.input()));
        assertThat(manifest.files()).containsEntry(Manifest.LUNGS, Sha256.of(TinyNetworks.lungs()));
        assertThat(store.get("models/mine/t-1/lungs.onnx")).isEqualTo(TinyNetworks.lungs());
        assertThat(ManifestCheck.fault(manifest, "mine", "t-1")).isNull();
        assertThat(manifest.data().scans()).isEqualTo(Map.of("NORMAL", 30, "VIRUS", 30));
        FrozenLungs frozen =
                new SnapshotArchive(store).find("t-1").orElseThrow().snapshot().lungs();
        assertThat(frozen.sha256()).isEqualTo(Sha256.of(TinyNetworks.lungs()));
        assertThat(frozen.learned()).containsExactlyInAnyOrder("scan-1", "scan-2", "scan-3");
    }

    @Test
    void shouldCountHeldOutScansWithoutLungsAsUndetermined() throws Exception {
        TrainingProgress end = job().run(request("t-1", null, null), progress -> {});

        Manifest manifest = manifest();
        TrainingReport report = TrainingReport.fromMap(manifest.evaluation());
        List<String> test = manifest.data().split().get("test");
        int blank = (int) Arrays.stream(BLANKS)
                .filter(number -> test.contains("scan-" + number))
                .count();
        assertThat(blank).isPositive();
        assertThat(report.test().scans()).isEqualTo(test.size() - blank);
        assertThat(report.gate().scans()).isEqualTo(test.size());
        assertThat(report.gate().reasons()).containsEntry("no-lungs-found", blank);
        LungSummary lungs = report.lungs();
        assertThat(lungs.heldOut()).isEqualTo(new LungCount("held out", test.size(), blank));
        assertThat(lungs.byClass()).containsExactly(new LungCount("NORMAL", 30, 3), new LungCount("VIRUS", 30, 3));
        assertThat(lungs.withoutLungs()).hasSize(BLANKS.length).contains("scan-4", "scan-31");
        assertThat(lungs.learnedPatients()).isEqualTo(3);
        assertThat(end.message()).contains("; in " + blank + " more no lungs were found");
        assertThat(new String(store.get("models/mine/t-1/report.html"), UTF_8))
                .contains("version l-1 of lungs")
                .contains("No lungs found")
                .contains("The lung finder learned from 3 patients of this data set");
    }

    @Test
    void shouldHoldOutNoPatientFromWhomTheLungFinderLearned() throws Exception {
        PreparedTraining split = preparation().prepare(request("t-1", null, null));
        PreparedTraining folds = preparation().prepare(request("t-2", 3, null));

        assertThat(split.splits().get(0).scanIds(split.dataset()).get("training"))
                .contains("scan-1", "scan-2", "scan-3");
        assertThat(folds.splits()).hasSize(3).allSatisfy(fold -> assertThat(
                        fold.scanIds(folds.dataset()).get("training"))
                .contains("scan-1", "scan-2", "scan-3"));
    }

    @Test
    void shouldLeaveOutSuchPatientsWhileTheirSourceIsHeldOut() throws Exception {
        scans.add(1, 30, "st-anna");
        scans.add(31, 60, "st-beda");

        PreparedTraining training = preparation().prepare(request("t-1", 2, "sources"));

        assertThat(training.splits()).hasSize(2).anySatisfy(fold -> {
            Map<String, List<String>> ids = fold.scanIds(training.dataset());
            assertThat(ids.get("test")).hasSize(27).contains("scan-30").doesNotContain("scan-1", "scan-2", "scan-3");
            assertThat(ids.get("training")).doesNotContain("scan-1", "scan-2", "scan-3");
            assertThat(ids.get("validation")).doesNotContain("scan-1", "scan-2", "scan-3");
        });
    }

    @Test
    void shouldScoreEachScanOfOtherPatientsOnceInACrossValidation() throws Exception {
        TrainingRequested whole = request("t-1", 2, null);
        for (int fold = 1; fold <= 2; fold++) {
            job().run(whole.ofFold(fold), progress -> {});
        }

        job().run(whole, progress -> {});

        TrainingReport report = TrainingReport.fromMap(manifest().evaluation());
        assertThat(report.lungs().heldOut()).isEqualTo(new LungCount("held out", 57, 6));
        assertThat(report.gate().scans()).isEqualTo(57);
        assertThat(report.test().scans()).isEqualTo(51);
        assertThat(new String(store.get("models/mine/t-1/report.html"), UTF_8))
                .contains("never held out, as the lung finder learned from these patients");
    }

    /** The chain of the service: the stored bundle, its preprocessing and its network. */
    @Test
    void shouldGiveTheProbabilitiesOfTheWorkerInService() throws Exception {
        PreparedTraining training = preparation().prepare(request("t-1", null, null));
        FoldTrainer trainer = training.trainer(0, null);
        FoldResult trained = trainer.run(
                new TrainingProgressReporter("t-1", training.recipe(), CLOCK, progress -> {}), SnapshotStore.NONE);
        VersionAssembler.Version version =
                new VersionAssembler(training, CLOCK).assemble(List.of(trained), trainer.randomised(1));
        new BundleStore(store).write(version.manifest(), version.files());
        TestBundles.storeManifest(store, "mine", "t-1", store.get("models/mine/t-1/manifest.json"));
        ModelBundle bundle =
                ModelBundle.fetch(store, TestBundles.KEYS.trusted(), "mine", "t-1", folder.resolve("serving"));

        float[][] expected = trained.fold().scaled().probabilities();
        int[] test = training.splits().get(0).test();
        try (Preprocessor preprocessor = Preprocessor.open(new OnnxSessions(1), bundle);
                ScoringSession session = ScoringSession.open(
                        new OnnxSessions(1),
                        store.get("models/mine/t-1/model.onnx"),
                        bundle.manifest().input(),
                        2,
                        true)) {
            for (int i = 0; i < test.length; i++) {
                String id = training.dataset().scans().get(test[i]).scanId();
                byte[] pixels = seen(preprocessor, id).orElseThrow().pixels();
                float[] served = session.scoreAndMeasure(
                                ByteBuffer.allocateDirect(pixels.length)
                                        .put(pixels)
                                        .flip(),
                                1)
                        .probabilities()[0];
                assertThat(served).as(id).containsExactly(expected[i], within(1e-4f));
            }
            assertThat(training.withoutLungs(0).test()).isNotEmpty().allSatisfy(scan -> assertThat(
                            seen(preprocessor, scan.scanId()))
                    .isEmpty());
        }
    }

    @Test
    void shouldRefuseALungFinderThatIsMissingUnsignedOrNone() throws IOException {
        TestBundles.store(store, "v-1", 1);
        TinyRecipe.write(folder, "0.01", "lungs: {model: tiny, version: v-1}");
        assertRefused("but that one tells classes apart; name a version of a recipe of kind SEGMENTATION");

        TinyRecipe.write(folder, "0.01", "lungs: {model: lungs, version: l-7}");
        assertRefused("The lung finder of the recipe, version l-7 of lungs, cannot be used: The object store holds no");

        TinyRecipe.write(folder, "0.01", LungScans.RECIPE);
        store.delete(StorageKeys.signature("lungs", LungScans.FINDER));
        assertRefused("version l-1 of lungs, cannot be used");
    }

    @Test
    void shouldRefuseALungFinderIfNobodyKnowsFromWhomItLearned() {
        store.delete(StorageKeys.datasetSnapshot(LungScans.FINDER));

        assertRefused("Nobody knows from which patients the lung finder");
    }

    @Test
    void shouldRefuseToTrainIfAllPatientsOfAClassAreKnownToTheLungFinder() {
        int[] virus = new int[28];
        for (int i = 0; i < virus.length; i++) {
            virus[i] = 2 * i + 1;
        }
        store.delete(StorageKeys.datasetSnapshot(LungScans.FINDER));
        scans.storeFinder(virus);

        assertRefused("Class VIRUS of data set hospital has 2 patients from whom the lung finder did not learn");
    }

    @Test
    void shouldRefuseAnotherLungFinderThanTheOneThatWasFrozen() throws Exception {
        preparation().prepare(request("t-1", null, null));
        store.put(
                StorageKeys.bundleFile("lungs", LungScans.FINDER, Manifest.LUNGS),
                TinyNetworks.model(2, 1),
                "application/octet-stream");

        assertThatThrownBy(() -> new TrainingJob(
                                preparation(folder.resolve("other")),
                                null,
                                new BundleStore(store),
                                new FoldStore(store),
                                Checkpoints.NONE,
                                CLOCK)
                        .run(request("t-1", null, null), progress -> {}))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("version l-1 of lungs, cannot be used");
    }

    @Test
    void shouldTakeTheLungFinderOfTheRequest() throws Exception {
        TinyRecipe.write(folder, "0.01", "lungs: {model: lungs}");

        job().run(withLungs("t-1", LungScans.FINDER), progress -> {});

        assertThat(manifest().lungs().version()).isEqualTo(LungScans.FINDER);
        assertThat(new SnapshotArchive(store)
                        .find("t-1")
                        .orElseThrow()
                        .snapshot()
                        .recipe())
                .containsEntry("lungs", Map.of("model", "lungs", "version", LungScans.FINDER));
        assertRefused(withLungs("t-1", "l-7"), "The training id t-1 stands for another training");
    }

    @Test
    void shouldTakeTheLungFinderOfTheRequestBeforeTheOneOfTheRecipe() throws Exception {
        TinyRecipe.write(folder, "0.01", "lungs: {model: lungs, version: l-7}");

        job().run(withLungs("t-1", LungScans.FINDER), progress -> {});

        assertThat(manifest().lungs().version()).isEqualTo(LungScans.FINDER);
    }

    @Test
    void shouldRefuseALungFinderForARecipeWithoutLungsAndSuchARecipeWithoutALungFinder() throws IOException {
        TinyRecipe.write(folder, "0.01", "lungs: {model: lungs}");
        assertRefused("Recipe mine shows its network the square around the lungs, and needs a lung finder");

        TinyRecipe.write(folder, "0.01", "");
        assertRefused(withLungs("t-1", LungScans.FINDER), "Recipe mine has no lungs, so no lung finder can be named");
    }

    private void assertRefused(String sentence) {
        assertRefused(request("t-1", null, null), sentence);
    }

    private void assertRefused(TrainingRequested request, String sentence) {
        assertThatThrownBy(() -> job().run(request, progress -> {}))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(sentence);
    }

    private Optional<NetworkInput> seen(Preprocessor preprocessor, String id) {
        return preprocessor.prepare(CanonicalImage.fromPng(store.get(StorageKeys.image(id))));
    }

    private Manifest manifest() {
        return Json.read(store.get("models/mine/t-1/manifest.json"), Manifest.class);
    }

    private TrainingJob job() {
        return new TrainingJob(
                preparation(), null, new BundleStore(store), new FoldStore(store), Checkpoints.NONE, CLOCK);
    }

    private TrainingPreparation preparation() {
        return preparation(folder);
    }

    private TrainingPreparation preparation(Path cache) {
        return new TrainingPreparation(
                Recipes.load(Optional.of(folder)),
                new EngineRegistry(List.of(new Dl4jEngine()), "dl4j"),
                new DatasetReader(store, new PixelCache(cache.resolve("pixels"), CLOCK)),
                new SnapshotArchive(store),
                null,
                new LungFinders(store, TestBundles.KEYS::trusted, new SnapshotArchive(store), cache.resolve("models")),
                "0123456789abcdef",
                CLOCK);
    }

    private static TrainingRequested withLungs(String id, String version) {
        return request(id, null, null, version);
    }

    private static TrainingRequested request(String id, Integer folds, String heldOut) {
        return request(id, folds, heldOut, null);
    }

    private static TrainingRequested request(String id, Integer folds, String heldOut, String lungs) {
        return new TrainingRequested(
                id,
                LabelledScans.DATASET,
                "mine",
                null,
                null,
                1L,
                Instant.EPOCH,
                null,
                null,
                folds,
                null,
                null,
                heldOut,
                lungs);
    }
}
