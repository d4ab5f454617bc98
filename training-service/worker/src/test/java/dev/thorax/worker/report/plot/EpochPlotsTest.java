package dev.thorax.worker.report.plot;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.worker.fitting.EpochReport;

import static org.assertj.core.api.Assertions.assertThat;

class EpochPlotsTest {
    @Test
    void shouldDrawALineOfEachFoldUnderOneLegend() throws IOException {
        PlotImage one = PlotImage.of(EpochPlots.loss(List.of(epochs(6, 0.4))));
        PlotImage two = PlotImage.of(EpochPlots.loss(List.of(epochs(6, 0.4), epochs(6, 0.9))));

        assertThat(two.height()).isEqualTo(one.height());
        assertThat(two.pixels(PlotStyle.colour(0))).isGreaterThan(one.pixels(PlotStyle.colour(0)));
        assertThat(two.pixels(PlotStyle.colour(1))).isGreaterThan(one.pixels(PlotStyle.colour(1)));
    }

    @Test
    void shouldDrawTheAccuracyOfTheValidationPartOnly() throws IOException {
        PlotImage plot = PlotImage.of(EpochPlots.accuracy(List.of(epochs(6, 0.4))));

        assertThat(plot.pixels(PlotStyle.colour(0))).isZero();
        assertThat(plot.pixels(PlotStyle.colour(1))).isPositive();
    }

    @Test
    void shouldDrawATrainingOfOneEpoch() throws IOException {
        PlotImage plot = PlotImage.of(EpochPlots.loss(List.of(epochs(1, 0.4))));

        assertThat(plot.pixels(PlotStyle.colour(0))).isPositive();
    }

    private static List<EpochReport> epochs(int count, double loss) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(epoch -> new EpochReport(epoch, loss / epoch, loss + 0.2 / epoch, 1 - loss / epoch, 10, 0))
                .toList();
    }
}
