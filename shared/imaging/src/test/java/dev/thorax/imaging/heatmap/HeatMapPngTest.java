package dev.thorax.imaging.heatmap;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.imaging.StoredPngs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HeatMapPngTest {
    private static final byte[] PNG = HeatMapPng.write(new float[] {0, 0.25f, 0.5f, 0.75f, 1, 0.125f}, 2, 3);

    @Test
    void shouldReadWhatItWrote() {
        assertThat(HeatMapPng.read(PNG).width()).isEqualTo(3);
        assertThat(HeatMapPng.read(HeatMapPng.write(new float[512 * 64], 64, 512))
                        .height())
                .isEqualTo(64);
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void shouldRefuseADamagedHeatMap(byte[] png) {
        assertThatThrownBy(() -> HeatMapPng.read(png))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a whole 16-bit grey PNG")
                .hasNoCause();
    }

    static Stream<byte[]> damaged() {
        return Stream.of(
                new byte[0],
                StoredPngs.sized(PNG, 1_048_577, 2),
                StoredPngs.sized(PNG, 32_000, 32_000),
                StoredPngs.sized(PNG, 0, 2),
                StoredPngs.cut(PNG),
                StoredPngs.torn(PNG));
    }
}
