package dev.thorax.worker.validation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.ScanOutcome;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.ValidationFile;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.report.SelectedScans;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

class ValidationFilesTest {
    private static final String ID = "v-check";
    private static final String PAGE =
            """
            <h1>Two mistakes</h1>
            <figure class="case"><img src="data:image/jpeg;base64,AQID"><code>s-1</code></figure>
            <figure class="case"><img src="data:image/jpeg;base64,BAUG"><code>s-2</code></figure>
            """;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final ValidationFiles files = new ValidationFiles(store, ID);

    @Test
    void shouldFreezeTheScansOnce() {
        SiteScans first = files.frozen(() -> scans("s-1", "s-2"));

        SiteScans again = new ValidationFiles(store, ID).frozen(() -> fail("It was frozen before."));

        assertThat(first).isEqualTo(scans("s-1", "s-2"));
        assertThat(again).isEqualTo(first);
    }

    /** Two workers may select at once, each another set, as a scan comes in between. */
    @Test
    void shouldGoByWhatAFasterWorkerFroze() {
        SiteScans kept = files.frozen(() -> {
            new ValidationFiles(store, ID).frozen(() -> scans("of-the-other"));
            return scans("own");
        });

        assertThat(kept).isEqualTo(scans("of-the-other"));
    }

    @Test
    void shouldKeepTheScoresOfEachPartAsTheyAre() {
        float[] row = {0.1f, 1 / 3f, Math.nextDown(0.9f)};
        files.keepScores(
                1,
                List.of(
                        ScanScore.of(new ScanOutcome(2, null), row),
                        ScanScore.of(ScanOutcome.withoutLungs(), null),
                        ScanScore.unreadable("its image is not stored")));

        List<ScanScore> read = files.scores(1).orElseThrow();

        assertThat(read).hasSize(3);
        assertThat(read.get(0).outcome()).isEqualTo(new ScanOutcome(2, null));
        assertThat(read.get(0).probabilities()).containsExactly(row);
        assertThat(read.get(1).outcome().reason()).isEqualTo(UndeterminedReason.NO_LUNGS_FOUND);
        assertThat(read.get(1).probabilities()).isNull();
        assertThat(read.get(2).outcome()).isNull();
        assertThat(read.get(2).fault()).isEqualTo("its image is not stored");
        assertThat(files.scores(0)).isEmpty();
        assertThat(new ValidationFiles(store, "v-other").scores(1)).isEmpty();
    }

    @Test
    void shouldNotTakeABrokenPartForOneThatWasNotScored() {
        store.put(StorageKeys.validation(ID, ValidationFile.part(0)), "{\"sco".getBytes(UTF_8), "application/json");

        assertThatThrownBy(() -> files.scores(0)).isInstanceOf(Json.UnreadableEventException.class);
    }

    @Test
    void shouldKeepThePicturesOfAPageWithTheirScans() {
        files.keepPage(PAGE.getBytes(UTF_8), Map.of("scans", 2));

        assertThat(new String(store.get(StorageKeys.validation(ID, ValidationFile.PAGE)), UTF_8))
                .contains("src=\"scan:s-1/0\"", "src=\"scan:s-2/0\"")
                .doesNotContain("base64");
        assertThat(store.mediaType(StorageKeys.validation(ID, ValidationFile.PAGE)))
                .isEqualTo("text/html; charset=utf-8");
        assertThat(store.get(StorageKeys.validationPicture("s-1", ID, 0))).containsExactly(1, 2, 3);
        assertThat(store.get(StorageKeys.validationPicture("s-2", ID, 0))).containsExactly(4, 5, 6);
        assertThat(new String(store.get(StorageKeys.validation(ID, ValidationFile.FIGURES)), UTF_8))
                .isEqualTo("{\"scans\":2}");
    }

    @Test
    void shouldKeepNoPictureOfAScanThatIsErasedJustThen() {
        String picture = StorageKeys.validationPicture("s-1", ID, 0);
        store.beforeEachCall(call -> {
            if (call.equals("write " + picture)) {
                store.beforeEachCall(other -> {});
                store.put(StorageKeys.claim("s-1"), Json.write(new ErasedScan(Instant.EPOCH)), "application/json");
            }
        });

        files.keepPage(PAGE.getBytes(UTF_8), Map.of());

        assertThat(store.exists(picture)).isFalse();
        assertThat(store.exists(StorageKeys.validationPicture("s-2", ID, 0))).isTrue();
    }

    @Test
    void shouldKeepThePictureOfAScanWhoseClaimSaysNothingOfAnErasure() {
        store.put(StorageKeys.claim("s-1"), "{\"scanId\":\"s-1\"}".getBytes(UTF_8), "application/json");
        store.put(StorageKeys.claim("s-2"), "no JSON".getBytes(UTF_8), "application/json");

        files.keepPage(PAGE.getBytes(UTF_8), Map.of());

        assertThat(store.exists(StorageKeys.validationPicture("s-1", ID, 0))).isTrue();
        assertThat(store.exists(StorageKeys.validationPicture("s-2", ID, 0))).isTrue();
    }

    private static SiteScans scans(String... ids) {
        SelectedScans.Count none = new SelectedScans.Count(0, 0);
        return new SiteScans(
                List.of(ids).stream()
                        .map(id -> new SiteScan(id, "DARK", 0, "North"))
                        .toList(),
                new SelectedScans(
                        ids.length,
                        ids.length,
                        none,
                        none,
                        new SelectedScans.Count(ids.length, 1),
                        0,
                        "ab".repeat(32),
                        true,
                        false),
                Instant.parse("2026-11-27T09:30:00Z"));
    }
}
