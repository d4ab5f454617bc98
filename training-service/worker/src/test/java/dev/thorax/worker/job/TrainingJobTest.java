package dev.thorax.worker.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.engine.dl4j.Dl4jEngine;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.bundle.BundleStore;
import dev.thorax.worker.checkpoint.Checkpoints;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.dataset.PixelCache;
import dev.thorax.worker.recipe.Recipes;
import dev.thorax.worker.snapshot.SnapshotArchive;

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
                "0123456789abcdef",
                CLOCK);
        return new TrainingJob(
                preparation, null, new BundleStore(store), new FoldStore(store), Checkpoints.NONE, CLOCK);
    }

    private static TrainingRequested request(Integer folds) {
        return new TrainingRequested(
                "t-1", LabelledScans.DATASET, "mine", null, null, 1L, Instant.EPOCH, null, null, folds, null, null);
    }
}
