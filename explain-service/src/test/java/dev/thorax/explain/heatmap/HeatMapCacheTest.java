package dev.thorax.explain.heatmap;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.imaging.heatmap.HeatMap;

import static org.assertj.core.api.Assertions.assertThat;

class HeatMapCacheTest {
    private static final ModelVersion VERSION = new ModelVersion("tiny", "v1");

    private final ExplainFixture fixture = new ExplainFixture();
    private final HeatMapCache cache = new HeatMapCache(fixture.store);
    private final ExplanationTarget target = new ExplanationTarget("scan-1", VERSION, "NORMAL", Map.of("NORMAL", 1.0));

    @Test
    void shouldReturnTheHeatMapThatWasPut() {
        cache.put(target, new HeatMap(1, 3, new float[] {0, 0.5f, 1}));

        assertThat(cache.heatMap(target)).hasValueSatisfying(map -> {
            assertThat(map.width()).isEqualTo(3);
            assertThat(map.values())
                    .containsExactly(new float[] {0, 0.5f, 1}, org.assertj.core.data.Offset.offset(1 / 65535f));
        });
        assertThat(fixture.store.mediaType(target.key())).isEqualTo("image/png");
    }

    @Test
    void shouldReturnProbabilitiesInTheirOrder() {
        Map<String, Double> probabilities = new LinkedHashMap<>();
        probabilities.put("b", 0.25);
        probabilities.put("a", 0.75);

        cache.put("scan-1", VERSION, probabilities);

        assertThat(cache.probabilities("scan-1", VERSION).orElseThrow()).containsExactlyEntriesOf(probabilities);
    }

    @Test
    void shouldReturnNothingIfNothingReadableIsThere() {
        assertThat(cache.heatMap(target)).isEmpty();
        assertThat(cache.probabilities("scan-1", VERSION)).isEmpty();
        fixture.store.put(target.key(), new byte[] {1}, "image/png");
        fixture.store.put(StorageKeys.probabilities("scan-1", "tiny", "v1"), new byte[] {1}, "application/json");

        assertThat(cache.heatMap(target)).isEmpty();
        assertThat(cache.probabilities("scan-1", VERSION)).isEmpty();
    }
}
