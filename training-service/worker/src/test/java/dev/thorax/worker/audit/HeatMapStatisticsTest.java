package dev.thorax.worker.audit;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.imaging.heatmap.HeatMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class HeatMapStatisticsTest {
    private static final Rectangle LEFT_HALF = new Rectangle(0, 0, 0.5, 1);

    @Test
    void shouldShareHeatByWhereItLies() {
        HeatMap map = new HeatMap(2, 2, new float[] {1, 0, 0.5f, 0.5f});

        assertThat(HeatMapStatistics.shareWithin(map, LEFT_HALF, Rectangle.WHOLE))
                .hasValue(0.75);
        assertThat(HeatMapStatistics.areaWithin(map, LEFT_HALF, Rectangle.WHOLE))
                .isEqualTo(0.5);
    }

    @Test
    void shouldCutACellThatTheRegionCrosses() {
        HeatMap map = new HeatMap(1, 3, new float[] {0, 1, 0});

        assertThat(HeatMapStatistics.shareWithin(map, LEFT_HALF, Rectangle.WHOLE)
                        .orElseThrow())
                .isEqualTo(0.5, within(1e-9));
    }

    @Test
    void shouldGiveAnEvenMapTheShareOfTheArea() {
        HeatMap even = new HeatMap(7, 7, filled(49));

        assertThat(HeatMapStatistics.shareWithin(even, Rectangle.LUNG_FIELD, Rectangle.WHOLE)
                        .orElseThrow())
                .isEqualTo(HeatMapStatistics.areaWithin(even, Rectangle.LUNG_FIELD, Rectangle.WHOLE), within(1e-6))
                .isEqualTo(0.6, within(1e-6));
    }

    @Test
    void shouldMeasureWithinTheWindowThatTheMapShows() {
        HeatMap map = new HeatMap(1, 2, new float[] {1, 0});
        Rectangle rightHalf = new Rectangle(0.5, 0, 1, 1);
        Rectangle padded = new Rectangle(-0.5, 0, 1.5, 1);

        assertThat(HeatMapStatistics.shareWithin(map, LEFT_HALF, rightHalf)).hasValue(0);
        assertThat(HeatMapStatistics.shareWithin(map, LEFT_HALF, padded)).hasValue(0.5);
        assertThat(HeatMapStatistics.areaWithin(map, LEFT_HALF, padded)).isEqualTo(0.25);
    }

    @Test
    void shouldFindNoShareWithoutHeat() {
        assertThat(HeatMapStatistics.shareWithin(new HeatMap(1, 2, new float[2]), LEFT_HALF, Rectangle.WHOLE))
                .isEmpty();
    }

    @Test
    void shouldCompareMapsByTheRanksOfTheirCells() {
        HeatMap rising = new HeatMap(1, 4, new float[] {0, 0.1f, 0.2f, 1});
        HeatMap alsoRising = new HeatMap(1, 4, new float[] {0, 0.7f, 0.8f, 0.9f});
        HeatMap falling = new HeatMap(1, 4, new float[] {1, 0.5f, 0.2f, 0});
        HeatMap none = new HeatMap(1, 4, new float[4]);

        assertThat(similarity(rising, alsoRising)).isEqualTo(1, within(1e-9));
        assertThat(similarity(rising, falling)).isEqualTo(-1, within(1e-9));
        assertThat(similarity(rising, none)).isZero();
        assertThat(HeatMapStatistics.similarity(List.of(none), List.of(List.of(rising))))
                .isEmpty();
    }

    private static double similarity(HeatMap map, HeatMap other) {
        return HeatMapStatistics.similarity(List.of(map), List.of(List.of(other)))
                .orElseThrow();
    }

    private static float[] filled(int cells) {
        float[] values = new float[cells];
        java.util.Arrays.fill(values, 0.25f);
        return values;
    }
}
