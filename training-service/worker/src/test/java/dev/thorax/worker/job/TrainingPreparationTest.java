package dev.thorax.worker.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.HeldOut;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.engine.dl4j.Dl4jEngine;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.PixelCache;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.recipe.Recipes;
import dev.thorax.worker.snapshot.SnapshotArchive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrainingPreparationTest {
    private static final String BUILD = "0123456789abcdef";
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(CLOCK);
    private final LabelledScans scans = new LabelledScans(store);

    @BeforeEach
    void writeScansAndRecipe() throws IOException {
        scans.add(1, 40);
        TinyRecipe.write(folder, "0.001");
    }

    @Test
    void shouldTrainOnTheSameScansIfOthersComeBetweenTwoWorkers() {
        PreparedTraining first = prepare(whole(null), BUILD);

        scans.add(41, 60);
        PreparedTraining second = prepare(whole(null), BUILD);

        assertThat(second.dataset().scans()).isEqualTo(first.dataset().scans());
        assertSameSplits(first, second);
        assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    }

    @Test
    void shouldKeepTheSplitIfPatientsComeBetweenTwoWorkers() {
        PreparedTraining first = prepare(whole(null), BUILD);

        for (int i = 1; i <= 40; i++) {
            scans.add("scan-" + i, i % 2 == 0 ? "NORMAL" : "VIRUS", "p-" + i % 10);
        }
        PreparedTraining second = prepare(whole(null), BUILD);

        assertSameSplits(first, second);
        assertThat(prepare(request("t-2", 1L, null), BUILD).splits().get(0).test())
                .isNotEqualTo(first.splits().get(0).test());
    }

    @Test
    void shouldKeepALabelThatWasCorrectedBetweenTwoWorkers() {
        PreparedTraining first = prepare(whole(null), BUILD);

        store.delete(StorageKeys.pointer(LabelledScans.DATASET, "VIRUS", "scan-1"));
        scans.add("scan-1", "NORMAL", null);

        assertThat(prepare(whole(null), BUILD).dataset().scans())
                .isEqualTo(first.dataset().scans());
    }

    @Test
    void shouldFreezeTheSourceOfEachScan() {
        scans.add("scan-1", "VIRUS", null, new ScanMetadata("image/png", 9, 8, 8).withSource("st-anna"));

        prepare(whole(null), BUILD);
        scans.add("scan-1", "VIRUS", null, new ScanMetadata("image/png", 9, 8, 8).withSource("st-beda"));
        List<LabelledScan> frozen = prepare(whole(null), BUILD).dataset().scans();

        assertThat(frozen)
                .filteredOn(scan -> scan.metadata() != null)
                .singleElement()
                .satisfies(scan -> {
                    assertThat(scan.scanId()).isEqualTo("scan-1");
                    assertThat(scan.metadata().source()).isEqualTo("st-anna");
                });
    }

    @Test
    void shouldFreezeWhatIsHeldOutAndRefuseTheIdForAnother() {
        scans.add(1, 30, "st-anna");
        scans.add(31, 50, "st-beda");
        PreparedTraining first = prepare(holdingOut("sources"), BUILD);

        scans.add(51, 70, "st-beda");

        assertSameSplits(first, prepare(holdingOut("sources"), BUILD));
        assertThat(first.splits().get(0).test()).hasSize(20);
        assertThat(first.heldOut()).isEqualTo(HeldOut.SOURCES);
        assertThatThrownBy(() -> prepare(holdingOut(null), BUILD))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("stands for another training");
    }

    @Test
    void shouldHoldOutWhatTheRecipeSaysUnlessTheRequestSaysIt() throws IOException {
        scans.add(1, 30, "st-anna");
        scans.add(31, 50, "st-beda");
        TinyRecipe.write(folder, "0.001", "heldOut: sources");

        assertThat(prepare(whole(null), BUILD).heldOut()).isEqualTo(HeldOut.SOURCES);
        assertThat(prepare(request("t-2", "patients"), BUILD).heldOut()).isEqualTo(HeldOut.PATIENTS);
    }

    @Test
    void shouldShareOneSnapshotBetweenTheFoldsAndTheWhole() {
        PreparedTraining first = prepare(whole(2).ofFold(1), BUILD);
        scans.add(41, 60);
        PreparedTraining second = prepare(whole(2).ofFold(2), BUILD);
        PreparedTraining whole = prepare(whole(2), BUILD);

        assertThat(List.of(second.snapshot(), whole.snapshot())).containsOnly(first.snapshot());
        assertSameSplits(first, whole);
    }

    @Test
    void shouldTrainAllFoldsByTheRecipeOfTheFirst() throws IOException {
        prepare(whole(2).ofFold(1), BUILD);

        TinyRecipe.write(folder, "0.5");

        assertThat(prepare(whole(2).ofFold(2), BUILD).recipe().learningRate()).isEqualTo(0.001);
        assertThat(preparation(BUILD).recipe(whole(2)).recipe().learningRate()).isEqualTo(0.001);
    }

    @Test
    void shouldRefuseAFoldOfAnotherBuild() {
        prepare(whole(2).ofFold(1), BUILD);

        assertThatThrownBy(() -> prepare(whole(2).ofFold(2), "another"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("begun by another build")
                .hasMessageContaining("under another id");
    }

    @Test
    void shouldBeginASingleTrainingAnewInAnotherBuildWithTheFrozenScans() {
        PreparedTraining first = prepare(whole(null), BUILD);
        scans.add(41, 60);

        PreparedTraining second = prepare(whole(null), "another");

        assertThat(second.dataset().scans()).isEqualTo(first.dataset().scans());
        assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
    }

    @Test
    void shouldRefuseACrossValidationWhoseFoldsWereNotFrozen() {
        store.put(StorageKeys.fold("t-1", 1), new byte[] {'{', '}'}, "application/json");

        assertThatThrownBy(() -> prepare(whole(2).ofFold(2), BUILD))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("begun before data sets were frozen");
    }

    @Test
    void shouldRefuseAnIdThatStandsForAnotherTraining() {
        prepare(whole(null), BUILD);

        assertThatThrownBy(() -> preparation(BUILD).recipe(request("t-1", 2L, null)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("stands for another training");
    }

    private static void assertSameSplits(PreparedTraining one, PreparedTraining other) {
        assertThat(other.splits()).hasSameSizeAs(one.splits());
        for (int i = 0; i < one.splits().size(); i++) {
            Split expected = one.splits().get(i);
            Split actual = other.splits().get(i);
            assertThat(Arrays.asList(actual.training(), actual.validation(), actual.test()))
                    .usingRecursiveComparison()
                    .isEqualTo(Arrays.asList(expected.training(), expected.validation(), expected.test()));
        }
    }

    private PreparedTraining prepare(TrainingRequested request, String build) {
        try {
            return preparation(build).prepare(request);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private TrainingPreparation preparation(String build) {
        return new TrainingPreparation(
                Recipes.load(Optional.of(folder)),
                new EngineRegistry(List.of(new Dl4jEngine()), "dl4j"),
                new DatasetReader(store, new PixelCache(folder.resolve("pixels"), CLOCK)),
                new SnapshotArchive(store),
                null,
                null,
                build,
                CLOCK);
    }

    private static TrainingRequested whole(Integer folds) {
        return request("t-1", 1L, folds);
    }

    private static TrainingRequested holdingOut(String heldOut) {
        return request("t-1", heldOut);
    }

    private static TrainingRequested request(String id, String heldOut) {
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
                null,
                null,
                null,
                heldOut,
                null);
    }

    private static TrainingRequested request(String id, long seed, Integer folds) {
        return new TrainingRequested(
                id, LabelledScans.DATASET, "mine", null, null, seed, Instant.EPOCH, null, null, folds, null, null);
    }
}
