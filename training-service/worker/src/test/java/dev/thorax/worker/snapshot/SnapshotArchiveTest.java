package dev.thorax.worker.snapshot;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.DatasetScans;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.Split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SnapshotArchiveTest {
    private static final String KEY = StorageKeys.datasetSnapshot("t-1");

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final SnapshotArchive archive = new SnapshotArchive(store);

    @Test
    void shouldFindNothingOfATrainingThatFrozeNothing() {
        archive.keep("t-2", snapshot(7));

        assertThat(archive.find("t-1")).isEmpty();
    }

    @Test
    void shouldReadBackAllThatATrainingFroze() {
        DatasetSnapshot frozen = snapshot(Long.MIN_VALUE);

        archive.keep("t-1", frozen);
        StoredSnapshot found = archive.find("t-1").orElseThrow();

        assertThat(found.snapshot()).usingRecursiveComparison().isEqualTo(frozen);
        assertThat(found.snapshot().data()).isEqualTo(frozen.data());
        assertThat(found.digest()).isEqualTo(Sha256.of(store.get(KEY))).matches("[0-9a-f]{64}");
    }

    @Test
    void shouldKeepTheSnapshotOfTheFasterWorker() {
        StoredSnapshot first = archive.keep("t-1", snapshot(1));

        StoredSnapshot second = archive.keep("t-1", snapshot(2));

        assertThat(second.snapshot().seed()).isEqualTo(1);
        assertThat(second.digest()).isEqualTo(first.digest());
    }

    @Test
    void shouldHaveADigestThatAnyChangeChanges() {
        String digest = archive.keep("t-1", snapshot(1)).digest();

        assertThat(archive.keep("t-2", snapshot(1)).digest()).isEqualTo(digest);
        assertThat(archive.keep("t-3", snapshot(2)).digest()).isNotEqualTo(digest);
    }

    /** An earlier release wrote fewer fields, a later one writes more. */
    @Test
    void shouldIgnoreFieldsThatItDoesNotKnow() {
        archive.keep("t-1", snapshot(1));
        String json = new String(store.get(KEY), UTF_8);
        store.put(KEY, ("{\"later\":[1]," + json.substring(1)).getBytes(UTF_8), "application/json");

        assertThat(archive.find("t-1").orElseThrow().snapshot())
                .usingRecursiveComparison()
                .isEqualTo(snapshot(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "null", "[]", "{\"data\":{\"scans\":null}}", "{\"takenAt\":\"yesterday\"}"})
    void shouldNotTrainByASnapshotThatCannotBeRead(String json) {
        store.put(KEY, json.getBytes(UTF_8), "application/json");

        assertThatThrownBy(() -> archive.find("t-1"))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("The data set that training t-1 froze cannot be read (")
                .hasMessageEndingWith("); ask for the training again under another id.");
    }

    @Test
    void shouldTakeAStoreThatIsAwayForNoMissingSnapshot() {
        archive.keep("t-1", snapshot(1));
        store.failNext(1);

        assertThatThrownBy(() -> archive.find("t-1")).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void shouldKnowWhetherFoldsOfThisTrainingHaveResults() {
        store.put(StorageKeys.fold("t-10", 1), Json.write(Map.of()), "application/json");
        assertThat(archive.hasFolds("t-1")).isFalse();

        store.put(StorageKeys.fold("t-1", 2), Json.write(Map.of()), "application/json");
        assertThat(archive.hasFolds("t-1")).isTrue();
    }

    private static DatasetSnapshot snapshot(long seed) {
        ScanMetadata metadata = new ScanMetadata("image/png", 9, 8, 8, new CanonicalVersions(1, 2), null, "st-anna");
        List<LabelledScan> scans = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            scans.add(new LabelledScan("s-" + i, "patient \u00e9\u4e00" + i, i % 2, "0" + i, i == 0 ? metadata : null));
        }
        Map<String, Object> recipe = new LinkedHashMap<>();
        recipe.put("name", "cnn4");
        recipe.put("batch", 32);
        recipe.put("rate", 0.001);
        recipe.put("layers", List.of(Map.of("conv", 3)));
        return new DatasetSnapshot(
                new DatasetScans("hospital", List.of("NORMAL", "VIRUS"), scans),
                List.of(new Split(new int[] {0, 1}, new int[] {}, new int[] {2, 3})),
                recipe,
                "torch",
                "torch 2.7",
                "ab".repeat(32),
                seed,
                null,
                "sources",
                true,
                null,
                Instant.parse("2026-01-01T00:00:00.123456789Z"),
                new FrozenLungs(
                        "lungs",
                        "t-9",
                        "cd".repeat(32),
                        new InputSpec(64, 64, InputSpec.Interpolation.AREA),
                        List.of("s-1")));
    }
}
