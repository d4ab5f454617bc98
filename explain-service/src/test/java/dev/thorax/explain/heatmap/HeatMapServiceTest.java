package dev.thorax.explain.heatmap;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.heatmap.HeatMap;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HeatMapServiceTest {
    private final ExplainFixture fixture = new ExplainFixture();
    private final HeatMapFixture heatMaps = new HeatMapFixture(fixture);
    private final ModelVersion version = fixture.version("v1", 1);

    @AfterEach
    void stop() throws Exception {
        heatMaps.close();
    }

    @Test
    void shouldComputeAHeatMapOnceAndThenReadItFromTheCache() {
        fixture.scan("scan-1");
        ExplanationTarget target = target("scan-1", "NORMAL");

        HeatMap first = heatMaps.service.heatMap(target, WhenBusy.REJECT);
        HeatMap second = heatMaps.service.heatMap(target, WhenBusy.REJECT);

        assertThat(second.values()).isEqualTo(first.values());
        assertThat(fixture.computed()).isEqualTo(1);
        assertThat(fixture.registry.get("thorax.explain.cached").counter().count())
                .isEqualTo(1);
    }

    @Test
    void shouldComputeProbabilitiesAndTheLikelyHeatMapInOneRun() {
        fixture.scan("scan-1");

        Map<String, Double> probabilities =
                heatMaps.service.probabilities("scan-1", version, Optional.of("COVID-19"), null, WhenBusy.REJECT);

        assertThat(probabilities.keySet()).containsExactlyElementsOf(TestBundles.CLASSES);
        assertThat(probabilities.values().stream().mapToDouble(p -> p).sum())
                .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-5));
        heatMaps.service.heatMap(target("scan-1", "COVID-19"), WhenBusy.REJECT);
        heatMaps.service.probabilities("scan-1", version, Optional.empty(), null, WhenBusy.REJECT);
        assertThat(fixture.computed()).isEqualTo(1);
    }

    @Test
    void shouldShowNothingBeyondTheSquareThatTheNetworkSaw() {
        TestBundles.storeWithLungs(fixture.store, "l1", 1);
        fixture.scan("scan-1", TestPictures.lungs(40));
        heatMaps.pool.warmUp(new ModelVersion(TestBundles.MODEL, "l1"));

        HeatMap map = heatMaps.service.heatMap(
                new ExplanationTarget("scan-1", new ModelVersion(TestBundles.MODEL, "l1"), "NORMAL", Map.of()),
                WhenBusy.REJECT);

        // The lungs lie in the columns 100 to 280 of 300, and their square is 8 % wider.
        int middle = map.width() * 190 / 300;
        assertThat(column(map, 0)).isZero();
        assertThat(column(map, map.width() / 5)).isZero();
        assertThat(column(map, middle - 1) + column(map, middle) + column(map, middle + 1))
                .isPositive();
    }

    @Test
    void shouldSayThatAVersionFindsNoLungs() {
        TestBundles.storeWithLungs(fixture.store, "l1", 1);
        fixture.scan("scan-1");

        assertThatThrownBy(() -> heatMaps.service.probabilities(
                        "scan-1", new ModelVersion(TestBundles.MODEL, "l1"), Optional.empty(), null, WhenBusy.REJECT))
                .isInstanceOfSatisfying(ExplanationException.class, problem -> assertThat(problem.reason())
                        .isEqualTo(Reason.NO_LUNGS));
    }

    private static double column(HeatMap map, int column) {
        double sum = 0;
        for (int row = 0; row < map.height(); row++) {
            sum += map.values()[row * map.width() + column];
        }
        return sum;
    }

    @Test
    void shouldComputeAgainIfTheImageWasMadeAnewMeanwhile() {
        fixture.scan("scan-1");
        ExplanationTarget target = target("scan-1", "NORMAL");
        fixture.store.beforeEachCall(call -> {
            if (call.startsWith("write " + target.key())) {
                fixture.store.beforeEachCall(other -> {});
                fixture.store.put(
                        StorageKeys.image("scan-1"),
                        CanonicalImage.toPng(TestPictures.noise(64, 64, 1), new CanonicalVersions(1, 2)),
                        "image/png");
            }
        });

        HeatMap meanwhile = heatMaps.service.heatMap(target, WhenBusy.REJECT);

        assertThat(fixture.computed()).isEqualTo(2);
        fixture.store.list(StorageKeys.explanations("scan-1")).forEach(fixture.store::delete);
        assertThat(meanwhile.values())
                .isEqualTo(heatMaps.service.heatMap(target, WhenBusy.REJECT).values());
    }

    @Test
    void shouldLeaveNothingOfAScanThatIsErasedMeanwhile() {
        fixture.scan("scan-1");
        ExplanationTarget target = target("scan-1", "NORMAL");
        fixture.store.beforeEachCall(call -> {
            if (call.startsWith("write " + target.key())) {
                fixture.store.beforeEachCall(other -> {});
                fixture.store.delete(StorageKeys.image("scan-1"));
            }
        });

        assertThatThrownBy(() -> heatMaps.service.heatMap(target, WhenBusy.REJECT))
                .isInstanceOfSatisfying(
                        ExplanationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_SCAN));
        assertThat(fixture.store.list(StorageKeys.explanations())).isEmpty();
    }

    @Test
    void shouldRefuseAScanThatIsNotThere() {
        assertThatThrownBy(() -> heatMaps.service.heatMap(target("gone", "NORMAL"), WhenBusy.REJECT))
                .isInstanceOfSatisfying(
                        ExplanationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_SCAN));
    }

    @Test
    void shouldRefuseAClassThatTheVersionHadOnceAndHasNoMore() {
        fixture.scan("scan-1");

        assertThatThrownBy(() -> heatMaps.service.heatMap(target("scan-1", "GONE"), WhenBusy.REJECT))
                .isInstanceOfSatisfying(
                        ExplanationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNUSABLE_VERSION));
    }

    @Test
    void shouldRefuseAHeatMapOfADiagnosisThatAnotherNetworkMade() {
        fixture.scan("scan-1");
        String own = Sha256.of(fixture.store.get(StorageKeys.bundleFile(TestBundles.MODEL, "v1", Manifest.MODEL)));

        assertThatThrownBy(() -> heatMaps.service.probabilities(
                        "scan-1", version, Optional.empty(), "0".repeat(64), WhenBusy.REJECT))
                .isInstanceOfSatisfying(
                        ExplanationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNUSABLE_VERSION));
        assertThat(fixture.computed()).isZero();
        assertThat(heatMaps.service.probabilities("scan-1", version, Optional.empty(), own, WhenBusy.REJECT))
                .isNotEmpty();
    }

    private ExplanationTarget target(String scanId, String label) {
        return new ExplanationTarget(scanId, version, label, Map.of(label, 1.0));
    }
}
