package dev.thorax.worker.report.plot;

import java.awt.Color;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConfusionPlotsTest {
    private static final List<String> CLASSES = List.of("NORMAL", "VIRUS");
    private static final Color DARKEST = new Color(0x7fb4d8);

    @Test
    void shouldDrawTheSharesOfATrueClassAlikeHoweverManyScansItHas() {
        byte[] few = ConfusionPlots.shares(CLASSES, new int[][] {{3, 1}, {0, 2}});
        byte[] many = ConfusionPlots.shares(CLASSES, new int[][] {{300, 100}, {0, 20}});

        assertThat(many).isEqualTo(few);
        assertThat(ConfusionPlots.shares(CLASSES, new int[][] {{1, 3}, {0, 2}})).isNotEqualTo(few);
    }

    @Test
    void shouldDrawAFullShareDarkestAndNoneWhite() throws IOException {
        PlotImage right = PlotImage.of(ConfusionPlots.shares(CLASSES, new int[][] {{5, 0}, {0, 5}}));
        PlotImage halves = PlotImage.of(ConfusionPlots.shares(CLASSES, new int[][] {{5, 5}, {5, 5}}));

        assertThat(right.pixels(DARKEST)).isGreaterThan(PlotStyle.WIDTH * PlotStyle.HEIGHT / 2);
        assertThat(halves.pixels(DARKEST)).isZero();
    }

    @Test
    void shouldDrawAClassWithoutScans() {
        assertThat(ConfusionPlots.shares(CLASSES, new int[][] {{5, 0}, {0, 0}}))
                .isNotEqualTo(ConfusionPlots.shares(CLASSES, new int[][] {{5, 0}, {0, 5}}));
    }

    @Test
    void shouldGrowWithTheNumberOfClasses() throws IOException {
        List<String> names = IntStream.range(0, 7).mapToObj(c -> "CLASS-" + c).toList();

        PlotImage seven = PlotImage.of(ConfusionPlots.counts(names, new int[7][7]));
        PlotImage two = PlotImage.of(ConfusionPlots.counts(CLASSES, new int[][] {{5, 1}, {2, 6}}));

        assertThat(two.height()).isEqualTo(PlotStyle.HEIGHT);
        assertThat(seven.height()).isEqualTo(PlotStyle.HEIGHT + 3 * 34);
    }

    @Test
    void shouldShortenLongNames() {
        int[][] counts = {{5, 1}, {2, 6}};

        assertThat(ConfusionPlots.counts(List.of("NORMAL", "PLEURAL_EFFUSION_BILATERAL"), counts))
                .isEqualTo(ConfusionPlots.counts(List.of("NORMAL", "PLEURAL_EFFUSION_…"), counts));
    }
}
