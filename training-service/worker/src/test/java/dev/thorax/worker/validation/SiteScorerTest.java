package dev.thorax.worker.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ScanOutcome;
import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.TrainingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Outcomes by hand: those of {@link GreyVersion} follow from the greys. */
class SiteScorerTest {
    private static final ScanOutcome BRIGHT = new ScanOutcome(0, null);
    private static final ScanOutcome DARK = new ScanOutcome(1, null);

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final GreyVersion version = new GreyVersion(store);

    @Test
    void shouldKeepTheOrderOverManyBatches() {
        List<String> ids = new ArrayList<>();
        List<ScanOutcome> expected = new ArrayList<>();
        for (int i = 0; i < 3 * SiteScorer.BATCH + 1; i++) {
            film("s" + i, i % 3 == 0 ? 150 : 60);
            ids.add("s" + i);
            expected.add(i % 3 == 0 ? BRIGHT : DARK);
        }

        List<ScanScore> scores = score(ids);

        assertThat(scores).extracting(ScanScore::outcome).isEqualTo(expected);
        assertThat(scores).allSatisfy(score -> {
            assertThat(score.probabilities()).hasSize(2);
            assertThat(score.fault()).isNull();
        });
    }

    @Test
    void shouldSayOfEachScanWhyItCannotBeReadAndScoreTheOthers() {
        film("first", 150);
        store.put(StorageKeys.image("torn"), new byte[] {1}, "image/png");
        store.put(
                StorageKeys.image("later"),
                CanonicalImage.toPng(new GreyImage(64, 48, new byte[64 * 48]), new CanonicalVersions(2, 3)),
                "image/png");
        film("last", 60);

        List<ScanScore> scores = score(List.of("first", "missing", "torn", "later", "last"));

        assertThat(scores)
                .extracting(ScanScore::fault)
                .containsExactly(
                        null,
                        "its image is not stored",
                        "its image cannot be read",
                        "its canonical image is of another version than the network was trained on",
                        null);
        assertThat(scores).extracting(ScanScore::outcome).containsExactly(BRIGHT, null, null, null, DARK);
    }

    @Test
    void shouldDecideByTheGate() {
        film("unlike", 250);
        film("uncertain", 112);

        assertThat(score(List.of("unlike", "uncertain")))
                .extracting(score -> score.outcome().reason())
                .containsExactly(
                        UndeterminedReason.UNLIKE_TRAINING_SCANS, UndeterminedReason.UNCERTAIN_BETWEEN_CLASSES);
    }

    @Test
    void shouldNotRunTheNetworkWhereNoLungsAreFound() {
        TestBundles.storeWithLungs(store, "v-lungs", 1);
        put("lungs", TestPictures.lungs(0));
        put("noise", TestPictures.noise(300, 260, 1, 60));

        List<ScanScore> scores =
                with(TestBundles.MODEL, "v-lungs", scorer -> scorer.score(List.of("noise", "lungs", "noise")));

        assertThat(scores.get(0).outcome()).isEqualTo(ScanOutcome.withoutLungs());
        assertThat(scores.get(0).probabilities()).isNull();
        assertThat(scores.get(1).outcome().hasClass()).isTrue();
        assertThat(scores.get(2).outcome()).isEqualTo(ScanOutcome.withoutLungs());
        assertThat(this.<Boolean>with(TestBundles.MODEL, "v-lungs", scorer -> scorer.input("noise")
                        .isPresent()))
                .isFalse();
    }

    @Test
    void shouldShowWhatTheNetworkSees() {
        film("s1", 77);
        version.store(Map.of(), Map.of());

        byte[] seen = with(GreyVersion.MODEL, GreyVersion.VERSION, scorer -> scorer.input("s1")
                .orElseThrow()
                .pixels());

        assertThat(seen).hasSize(64).containsOnly(77);
        assertThat(this.<Boolean>with(GreyVersion.MODEL, GreyVersion.VERSION, scorer -> scorer.input("missing")
                        .isPresent()))
                .isFalse();
    }

    @Test
    void shouldRefuseANetworkThatGivesNoProbabilities() {
        TestBundles.store(
                store,
                "v-logits",
                TestBundles.INPUT,
                Map.of(
                        Manifest.MODEL,
                        TinyNetworks.modelWithoutSoftmax(3, 1),
                        Manifest.GRADCAM,
                        TinyNetworks.gradCam(3, 1)));
        film("s1", 150);

        assertThatThrownBy(() -> with(TestBundles.MODEL, "v-logits", scorer -> scorer.score(List.of("s1"))))
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "The network of version v-logits of tiny does not give a probability for each class: numbers in"
                                + " [0,1] with the sum 1.");
    }

    /** A store that is away says nothing of a scan, so the scan must not count as one that cannot be read. */
    @Test
    void shouldNotTakeAStoreThatIsAwayForAMissingScan() {
        film("s1", 150);
        version.store(Map.of(), Map.of());

        assertThatThrownBy(() -> with(GreyVersion.MODEL, GreyVersion.VERSION, scorer -> {
                    store.beforeEachCall(call -> {
                        throw new StoreUnavailableException(call, new IOException("away"));
                    });
                    return scorer.score(List.of("s1"));
                }))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void shouldScoreNothing() {
        assertThat(score(List.of())).isEmpty();
    }

    private void film(String id, int grey) {
        version.scan(id, "BRIGHT", "patient of " + id, grey, null);
    }

    private void put(String id, GreyImage image) {
        store.put(StorageKeys.image(id), CanonicalImage.toPng(image), "image/png");
    }

    private List<ScanScore> score(List<String> ids) {
        version.store(Map.of(), Map.of());
        return with(GreyVersion.MODEL, GreyVersion.VERSION, scorer -> scorer.score(ids));
    }

    private <T> T with(String model, String name, Function<SiteScorer, T> task) {
        OnnxSessions sessions = new OnnxSessions(1);
        ModelBundle bundle =
                ModelBundle.fetch(store, TestBundles.KEYS.trusted(), model, name, folder.resolve("models"));
        try (OpenedModel<ScoringSession> opened = OpenedModel.open(
                        bundle, Manifest.MODEL, sessions, () -> ScoringSession.open(sessions, bundle), session -> {});
                SiteScorer scorer = new SiteScorer(store, opened)) {
            return task.apply(scorer);
        }
    }
}
