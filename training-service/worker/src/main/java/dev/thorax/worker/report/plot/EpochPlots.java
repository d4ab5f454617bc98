package dev.thorax.worker.report.plot;

import java.util.List;
import java.util.function.ToDoubleFunction;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

import dev.thorax.worker.fitting.EpochReport;

/** Draws the course of a training, epoch by epoch; of several folds each is a line of its own. */
final class EpochPlots {
    private static final double PERCENT = 100;

    private EpochPlots() {}

    static byte[] loss(List<List<EpochReport>> histories) {
        XYChart chart = PlotStyle.curves("Loss", "epoch", "cross-entropy, nats a scan");
        add(chart, "training part, while it was fitted", 0, histories, EpochReport::loss);
        add(chart, "validation part, after the epoch", 1, histories, EpochReport::validationLoss);
        chart.getStyler().setYAxisMin(0.0);
        return draw(chart, histories);
    }

    static byte[] accuracy(List<List<EpochReport>> histories) {
        XYChart chart = PlotStyle.curves("Accuracy", "epoch", "scans that are right");
        add(chart, "validation part, after the epoch", 1, histories, epoch -> epoch.validationAccuracy() * PERCENT);
        PlotStyle.percentUp(chart.getStyler());
        return draw(chart, histories);
    }

    private static byte[] draw(XYChart chart, List<List<EpochReport>> histories) {
        int most = histories.stream().mapToInt(List::size).max().orElse(1);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax((double) Math.max(most, 2));
        chart.getStyler().setXAxisDecimalPattern("0");
        chart.getStyler().setXAxisMaxLabelCount(Math.min(most, 10) + 1);
        return PlotStyle.draw(chart);
    }

    private static void add(
            XYChart chart,
            String name,
            int style,
            List<List<EpochReport>> histories,
            ToDoubleFunction<EpochReport> figure) {
        for (int fold = 0; fold < histories.size(); fold++) {
            List<EpochReport> history = histories.get(fold);
            double[] x = history.stream().mapToDouble(EpochReport::epoch).toArray();
            double[] y = history.stream().mapToDouble(figure).toArray();
            XYSeries series = chart.addSeries(fold == 0 ? name : name + ", fold " + (fold + 1), x, y);
            PlotStyle.line(series, style);
            series.setShowInLegend(fold == 0);
        }
    }
}
