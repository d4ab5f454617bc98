package dev.thorax.worker.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.engine.dl4j.Dl4jEngine;
import dev.thorax.evaluation.ConformalScore;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.ScoredImages;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.bundle.BundleStore;
import dev.thorax.worker.checkpoint.Checkpoints;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.dataset.PixelCache;
import dev.thorax.worker.recipe.Recipes;
import dev.thorax.worker.report.LabelSuspects;
import dev.thorax.worker.snapshot.SnapshotArchive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A training whose scan is erased while it runs makes no version. */
class TrainingJobTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(CLOCK);

    @BeforeEach
    void writeScansAndRecipe() throws IOException {
        new LabelledScans(store).add(1, 40);
        TinyRecipe.write(folder, "0.001");
    }

    @Test
    void shouldMakeAVersionOfScansThatAreStillThere() throws Exception {
        TrainingProgress end = job().run(request(null), progress -> {});

        assertThat(end.state()).isEqualTo(TrainingProgress.State.DONE);
        assertThat(store.list(StorageKeys.models())).contains("models/mine/t-1/manifest.json");
        LabelSuspects suspects = Json.read(store.get("models/mine/t-1/suspects.json"), LabelSuspects.class);
        // No scan of the training part, as a network that is trained whole has learned from all of them.
        assertThat(suspects.checked()).isEqualTo(12);
    }

    @Test
    void shouldScoreAVersionOnASourceOfWhichItSawNoScan() throws Exception {
        LabelledScans scans = new LabelledScans(store);
        scans.add(1, 40, "st-anna");
        scans.add(41, 60, "st-beda");

        TrainingProgress end = job().run(request(null, "sources"), progress -> {});

        assertThat(end.message()).contains("on 20 held-out scans of 20 patients from held-out sources (");
        Manifest manifest = Json.read(store.get("models/mine/t-1/manifest.json"), Manifest.class);
        assertThat(manifest.evaluation()).containsEntry("heldOut", "sources");
        assertThat(manifest.data().split().get("test"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(41, 60).mapToObj(i -> "scan-" + i).toList());
        assertThat(new String(store.get("models/mine/t-1/report.html"), UTF_8))
                .contains("patients at sources of which it never saw a scan;")
                .contains("&quot;heldOut&quot;:&quot;sources&quot;");
    }

    @Test
    void shouldTrainOnTheDataSetAsTheRecipeCorrectsIt() throws Exception {
        TinyRecipe.write(folder, "0.001", "corrections: {leaveOut: [scan-1, scan-2], relabel: {scan-3: NORMAL}}");

        job().run(request(null), progress -> {});

        Manifest manifest = Json.read(store.get("models/mine/t-1/manifest.json"), Manifest.class);
        assertThat(manifest.data().scans()).isEqualTo(Map.of("NORMAL", 20, "VIRUS", 18));
        assertThat(manifest.data().split().values().stream().flatMap(List::stream))
                .hasSize(38)
                .contains("scan-3")
                .doesNotContain("scan-1", "scan-2");
        assertThat(manifest.recipe())
                .containsEntry(
                        "corrections",
                        Map.of("leaveOut", List.of("scan-1", "scan-2"), "relabel", Map.of("scan-3", "NORMAL")));
        assertThat(new String(store.get("models/mine/t-1/report.html"), UTF_8))
                .contains("Its recipe leaves out 2 and relabels 1 scans of the data set");
    }

    @Test
    void shouldMakeAVersionWhoseGateRefusesWhatIsUnlikeTheTrainingScans() throws Exception {
        job().run(request(null), progress -> {});

        Manifest manifest = Json.read(store.get("models/mine/t-1/manifest.json"), Manifest.class);
        Gate.Limits limits = manifest.limits();
        assertThat(limits.scans())
                .isEqualTo(manifest.data().split().get("validation").size());
        assertThat(manifest.evaluation()).containsKey("gate");
        // The training scans are even grey, each of another tone.
        byte[] pictures = new byte[2 * 64];
        Arrays.fill(pictures, 0, 64, (byte) 100);
        for (int i = 64; i < pictures.length; i++) {
            pictures[i] = (byte) (i % 2 * 255);
        }
        try (ScoringSession session = ScoringSession.open(
                new OnnxSessions(1), store.get("models/mine/t-1/model.onnx"), manifest.input(), 2, true)) {
            ScoredImages scored = session.scoreAndMeasure(
                    ByteBuffer.allocateDirect(pictures.length).put(pictures).flip(), 2);
            assertThat(limits.reason(scored.probabilities()[0], scored.distances()[0]))
                    .isNull();
            assertThat(limits.reason(scored.probabilities()[1], scored.distances()[1]))
                    .isEqualTo(UndeterminedReason.UNLIKE_TRAINING_SCANS);
        }
    }

    @Test
    void shouldMakeAVersionWithClassSetsIfTheRecipeAsksForThem() throws Exception {
        Files.writeString(folder.resolve("mine.yaml"), "conformal: {coverage: 0.5}\n", StandardOpenOption.APPEND);

        job().run(request(null), progress -> {});

        Manifest manifest = Json.read(store.get("models/mine/t-1/manifest.json"), Manifest.class);
        ConformalSets sets = manifest.conformal();
        assertThat(sets.coverage()).isEqualTo(0.5);
        assertThat(sets.site()).isNull();
        assertThat(sets.thresholds()).containsOnlyKeys(manifest.classes());
        // The validation scans, without those that the gate refuses.
        assertThat(sets.scans().values().stream().mapToInt(count -> count).sum())
                .isBetween(1, manifest.data().split().get("validation").size());
        ConformalScore score = Json.mapper().convertValue(manifest.evaluation().get("classSets"), ConformalScore.class);
        assertThat(score.coverage()).isEqualTo(0.5);
        assertThat(score.classes()).containsOnlyKeys(manifest.classes());
        assertThat(new String(store.get("models/mine/t-1/report.html"), UTF_8)).contains("<h2>Class sets</h2>");
    }

    @Test
    void shouldSayInTheManifestThatARecipeNamesNoGate() throws Exception {
        Files.writeString(folder.resolve("mine.yaml"), "gate: none\n", StandardOpenOption.APPEND);

        job().run(request(null), progress -> {});

        Manifest manifest = Json.read(store.get("models/mine/t-1/manifest.json"), Manifest.class);
        assertThat(manifest.gate()).isEqualTo(Gate.none("The recipe names no gate."));
        assertThat(manifest.evaluation().get("gate")).isNull();
        assertThat(new String(store.get("models/mine/t-1/report.html"), StandardCharsets.UTF_8))
                .contains("It has no gate");
    }

    @Test
    void shouldMakeNoVersionIfAScanIsErasedAfterAllPixelsWereRead() {
        AtomicBoolean erased = new AtomicBoolean();

        assertThatThrownBy(() -> job().run(request(null), eraseAtFirstEpoch(erased)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("was erased after this training began");

        assertThat(erased).isTrue();
        assertThat(store.list(StorageKeys.models())).isEmpty();
    }

    @Test
    void shouldKeepNoFoldIfAScanIsErasedAfterAllPixelsWereRead() {
        AtomicBoolean erased = new AtomicBoolean();

        assertThatThrownBy(() -> job().run(request(2).ofFold(1), eraseAtFirstEpoch(erased)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("was erased after this training began");

        assertThat(erased).isTrue();
        assertThat(store.list("trainings/")).noneMatch(key -> key.contains("fold-"));
    }

    private Consumer<TrainingProgress> eraseAtFirstEpoch(AtomicBoolean erased) {
        return progress -> {
            if (progress.epoch() > 0 && erased.compareAndSet(false, true)) {
                store.put(StorageKeys.claim("scan-7"), Json.write(new ErasedScan(Instant.EPOCH)), "application/json");
                store.delete(StorageKeys.image("scan-7"));
            }
        };
    }

    private TrainingJob job() {
        TrainingPreparation preparation = new TrainingPreparation(
                Recipes.load(Optional.of(folder)),
                new EngineRegistry(List.of(new Dl4jEngine()), "dl4j"),
                new DatasetReader(store, new PixelCache(folder.resolve("pixels"), CLOCK)),
                new SnapshotArchive(store),
                null,
                null,
                "0123456789abcdef",
                CLOCK);
        return new TrainingJob(
                preparation, null, new BundleStore(store), new FoldStore(store), Checkpoints.NONE, CLOCK);
    }

    private static TrainingRequested request(Integer folds) {
        return request(folds, null);
    }

    private static TrainingRequested request(Integer folds, String heldOut) {
        return new TrainingRequested(
                "t-1",
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
                null);
    }
}
