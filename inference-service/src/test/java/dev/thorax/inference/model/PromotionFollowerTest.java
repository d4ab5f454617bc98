package dev.thorax.inference.model;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.inference.InferenceFixture;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.kafka.FatalErrors;
import dev.thorax.runtime.kafka.SlotChange;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PromotionFollowerTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final InferenceFixture fixture = new InferenceFixture();
    private final AtomicReference<Instant> now = new AtomicReference<>(InferenceFixture.NOW);
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final ProductionModel production = new ProductionModel();
    private final AtomicInteger exits = new AtomicInteger();
    private PromotionFollower follower;

    @BeforeEach
    void start() {
        follower = follower(opener());
    }

    @AfterEach
    void stop() throws InterruptedException {
        follower.close();
        production.close();
    }

    @Test
    void shouldServeTheLastOfSeveralPromotions() {
        follower.changed(List.of(change(stored("v1", 1)), change(stored("v2", 2))));

        awaitVersion("v2");
        assertThat(follower.fault()).isEmpty();
        assertThat(fixture.registry
                        .get("thorax.inference.model.promoted")
                        .gauge()
                        .value())
                .isEqualTo(TestBundles.TIME.getEpochSecond());
    }

    @Test
    void shouldContinueWithTheVersionBeforeIfTheNextIsBroken() {
        follower.changed(List.of(change(stored("v1", 1))));
        awaitVersion("v1");

        follower.changed(List.of(change(broken("v2"))));

        await().atMost(LONG).untilAsserted(() -> assertThat(follower.fault())
                .hasValueSatisfying(fault -> assertThat(fault).contains("ONNX Runtime cannot read model.onnx")));
        awaitVersion("v1");
        assertThat(fixture.registry
                        .get("thorax.inference.model.broken")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldServeAnEarlierVersionAtAStartIfTheLaterOnesAreBroken() {
        follower.changed(List.of(change(stored("v1", 1)), change(broken("v2")), change(broken("v3"))));

        awaitVersion("v1");
        await().atMost(LONG).until(() -> follower.fault().isPresent());
    }

    @Test
    void shouldTryAgainWhileTheStoreIsAway() {
        ModelPromoted promoted = stored("v1", 1);
        fixture.store.failNext(3);

        follower.changed(List.of(change(promoted)));

        awaitVersion("v1");
        assertThat(follower.fault()).isEmpty();
    }

    @Test
    void shouldServeAnEarlierVersionThatOnlyTheDecisionsKnow() {
        TestBundles.decide(fixture.store, "p-1", stored("v1", 1), TestBundles.TIME.minusSeconds(7200));
        TestBundles.decide(fixture.store, "p-2", broken("v2"), TestBundles.TIME.minusSeconds(3600));
        fixture.store.put(StorageKeys.promotion("p-0"), new byte[] {1}, "application/json");

        follower.changed(List.of(change(broken("v3"))));

        awaitVersion("v1");
        await().atMost(LONG).until(() -> follower.fault().isPresent());
    }

    @Test
    void shouldServeAPromotedVersionWhoseFileComesLater() {
        follower.changed(List.of(change(stored("v1", 1))));
        awaitVersion("v1");
        ModelPromoted second = stored("v2", 2);
        String key = StorageKeys.bundleFile(TestBundles.MODEL, "v2", Manifest.MODEL);
        byte[] late = fixture.store.get(key);
        fixture.store.delete(key);

        follower.changed(List.of(change(second)));
        await().atMost(LONG).until(() -> follower.fault().isPresent());
        now.set(InferenceFixture.NOW.plusSeconds(601));
        assertThat(follower.waits()).isEqualTo(Duration.ofSeconds(601));
        fixture.store.put(key, late, "application/octet-stream");

        awaitVersion("v2");
        await().atMost(LONG).untilAsserted(() -> assertThat(follower.fault()).isEmpty());
        assertThat(follower.waits()).isZero();
    }

    @Test
    void shouldEndTheProcessIfMemoryRunsOut() throws InterruptedException {
        failing(new OutOfMemoryError("Cannot reserve 4194304 bytes of direct buffer memory"));

        follower.changed(List.of(change(stored("v1", 1))));

        await().atMost(LONG).until(() -> exits.get() >= 1);
        assertThat(follower.fault())
                .hasValueSatisfying(fault -> assertThat(fault).contains("direct buffer memory"));
    }

    @Test
    void shouldReportALibraryThatDoesNotLoadAndNotTryAgain() throws Exception {
        AtomicInteger tries = failing(new UnsatisfiedLinkError("no onnxruntime in java.library.path"));

        follower.changed(List.of(change(stored("v1", 1))));

        await().atMost(LONG).untilAsserted(() -> assertThat(follower.fault())
                .hasValueSatisfying(fault -> assertThat(fault).contains("no onnxruntime in java.library.path")));
        Thread.sleep(10 * InferenceFixture.config(folder).retry().toMillis());
        assertThat(tries).hasValue(1);
        assertThat(exits).hasValue(0);
        assertThat(production.isServing()).isFalse();
    }

    @Test
    void shouldGiveListenersTheLastChangeOfTheCandidateSlot() {
        List<ModelPromoted> candidates = new ArrayList<>();
        follower.onCandidate(candidates::add);
        ModelPromoted candidate = TestBundles.asCandidate(stored("c1", 1), TestBundles.TIME);

        follower.changed(List.of(new SlotChange(Slot.CANDIDATE.wireName(), null), change(candidate)));
        follower.changed(List.of(new SlotChange(Slot.CANDIDATE.wireName(), null)));

        assertThat(candidates).containsExactly(candidate, null);
        assertThat(production.isServing()).isFalse();
        assertThat(follower.caughtUp()).isFalse();
    }

    private void awaitVersion(String version) {
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(production.isServing()).isTrue();
            try (OpenedModel<ScoringSession> model = production.lease()) {
                assertThat(model.manifest().version()).isEqualTo(version);
            }
        });
    }

    /** Returns the number of tries to open a version, which all fail. */
    private AtomicInteger failing(Error error) throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        follower.close();
        follower = follower(
                new ModelOpener(
                        fixture.store,
                        TestBundles.KEYS.trusted(),
                        InferenceFixture.config(folder),
                        InferenceFixture.onnx(),
                        fixture.clock) {
                    @Override
                    OpenedModel<ScoringSession> openForProduction(ModelPromoted promoted) {
                        tries.incrementAndGet();
                        throw error;
                    }
                });
        return tries;
    }

    private PromotionFollower follower(ModelOpener opener) {
        return new PromotionFollower(
                Map.of("bootstrap.servers", "localhost:1", "security.protocol", "PLAINTEXT"),
                opener,
                production,
                InferenceFixture.config(folder),
                fixture.metrics,
                fixture.store,
                new FatalErrors() {
                    @Override
                    public void exit() {
                        exits.incrementAndGet();
                    }
                },
                clock);
    }

    private ModelOpener opener() {
        return new ModelOpener(
                fixture.store,
                TestBundles.KEYS.trusted(),
                InferenceFixture.config(folder),
                InferenceFixture.onnx(),
                fixture.clock);
    }

    private ModelPromoted stored(String version, long seed) {
        return TestBundles.store(fixture.store, version, seed);
    }

    private ModelPromoted broken(String version) {
        return TestBundles.store(fixture.store, version, TestBundles.INPUT, Map.of(Manifest.MODEL, new byte[] {1}));
    }

    private static SlotChange change(ModelPromoted promoted) {
        return new SlotChange(promoted.slot(), promoted);
    }
}
