package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AreaWithinSourcesTest {
    private static final List<String> CLASSES = List.of("A", "B", "C");
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;

    /** In {@code right} A looks more like A than B does, in {@code wrong} less. */
    private static final AreaWithinSources TWO_SOURCES = area(
            new int[] {A, B, A, B},
            Arrays.asList("right", "right", "wrong", "wrong"),
            new float[] {0.9f, 0.1f, 0},
            new float[] {0.2f, 0.8f, 0},
            new float[] {0.3f, 0.7f, 0},
            new float[] {0.6f, 0.4f, 0});

    @Test
    void shouldCompareNoScansOfDifferentSources() {
        // Between the sources, A would lose each pair.
        AreaWithinSources area = area(
                new int[] {A, B, B, B},
                Arrays.asList("one", "one", "other", null),
                new float[] {0.4f, 0.6f, 0},
                new float[] {0.1f, 0.9f, 0},
                new float[] {0.8f, 0.2f, 0},
                new float[] {0.9f, 0.1f, 0});

        assertThat(area.once()).isEqualTo(1);
        assertThat(area.sources()).isEqualTo(1);
        assertThat(area.scans()).isEqualTo(2);
    }

    @Test
    void shouldTakeScansWithoutASourceForOneSource() {
        AreaWithinSources area = area(
                new int[] {A, B}, Arrays.asList(null, null), new float[] {0.9f, 0.1f, 0}, new float[] {0.1f, 0.9f, 0});

        assertThat(area.sources()).isEqualTo(1);
        assertThat(area.once()).isEqualTo(1);
    }

    @Test
    void shouldCountEachPairAsOftenAsItsScans() {
        assertThat(TWO_SOURCES.once()).isEqualTo(0.5);
        assertThat(TWO_SOURCES.applyAsDouble(new int[] {2, 1, 1, 1})).isEqualTo(2 / 3.0, within(1e-12));
        assertThat(TWO_SOURCES.applyAsDouble(new int[] {2, 3, 1, 1})).isEqualTo(6 / 7.0, within(1e-12));
        assertThat(TWO_SOURCES.applyAsDouble(new int[] {0, 5, 1, 1})).isZero();
    }

    @Test
    void shouldHaveNoAreaIfTheWeightsLeaveNoPair() {
        assertThat(TWO_SOURCES.applyAsDouble(new int[] {1, 0, 0, 1})).isNaN();
    }

    @Test
    void shouldCountAScanThatLooksLikeNeitherClassAsInBetween() {
        AreaWithinSources area = area(
                new int[] {A, B, B, C},
                List.of("one", "one", "one", "one"),
                new float[] {0, 0, 1},
                new float[] {0.1f, 0.9f, 0},
                new float[] {0.9f, 0.1f, 0},
                new float[] {1, 0, 0});

        assertThat(area.once()).as("one won, one lost").isEqualTo(0.5);
        assertThat(area.scans()).isEqualTo(3);
    }

    private static AreaWithinSources area(int[] truth, List<String> sources, float[]... rows) {
        List<String> patients =
                IntStream.range(0, truth.length).mapToObj(String::valueOf).toList();
        return AreaWithinSources.of(new Predictions(CLASSES, truth, rows, patients), sources, A, B);
    }
}
