package dev.thorax.worker.report.plot;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.thorax.evaluation.Curves;
import dev.thorax.evaluation.Fold;
import dev.thorax.worker.report.Inputs;
import dev.thorax.worker.report.ReportInput;

import static org.assertj.core.api.Assertions.assertThat;

class ClassPlotsTest {
    private static final List<String> CLASSES = List.of("A", "B", "C");

    private final ReportInput input = Inputs.of(CLASSES, 1, true);
    private final Curves all = Curves.of(Fold.join(input.folds()));

    @Test
    void shouldDrawACurveOfEachClass() throws IOException {
        for (PlotImage plot : List.of(roc(all), precisionRecall(all))) {
            for (int c = 0; c < CLASSES.size(); c++) {
                assertThat(plot.pixels(PlotStyle.colour(c))).as(CLASSES.get(c)).isPositive();
            }
            assertThat(plot.pixels(PlotStyle.colour(CLASSES.size()))).isZero();
        }
    }

    @Test
    void shouldLeaveOutAClassWithoutPointsAndKeepTheColoursOfTheOthers() throws IOException {
        Curves without = new Curves(new TreeMap<>(all.roc()), new TreeMap<>(all.precisionRecall()), all.reliability());
        without.roc().put("B", List.of());
        without.precisionRecall().put("B", List.of());

        for (PlotImage plot : List.of(roc(without), precisionRecall(without))) {
            assertThat(plot.pixels(PlotStyle.colour(0))).isPositive();
            assertThat(plot.pixels(PlotStyle.colour(1))).isZero();
            assertThat(plot.pixels(PlotStyle.colour(2))).isPositive();
        }
        assertThat(roc(without).height()).isLessThan(roc(all).height());
    }

    private PlotImage roc(Curves curves) throws IOException {
        return PlotImage.of(ClassPlots.roc(curves, input.evaluation()));
    }

    private PlotImage precisionRecall(Curves curves) throws IOException {
        return PlotImage.of(ClassPlots.precisionRecall(curves, input.evaluation()));
    }
}
