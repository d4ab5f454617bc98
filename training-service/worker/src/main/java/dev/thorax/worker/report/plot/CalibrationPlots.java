package dev.thorax.worker.report.plot;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

import dev.thorax.evaluation.Calibration;
import dev.thorax.evaluation.ReliabilityBin;

/** Draws how calibrated a version is: whether a probability of 80 % is right in 80 of 100 scans. */
final class CalibrationPlots {
    private static final double PERCENT = 100;

    private CalibrationPlots() {}

    static byte[] reliability(List<ReliabilityBin> before, List<ReliabilityBin> after, Calibration calibration) {
        XYChart chart =
                PlotStyle.curves("Reliability", "mean probability of the predicted class", "scans that are right");
        PlotStyle.helper(chart.addSeries("perfect", new double[] {0, PERCENT}, new double[] {0, PERCENT}));
        add(chart, name("before the temperature", calibration.errorBefore()), before, 1, SeriesMarkers.DIAMOND);
        add(chart, name("as served", calibration.errorAfter()), after, 0, SeriesMarkers.CIRCLE);
        PlotStyle.percent(chart.getStyler());
        chart.getStyler().setMarkerSize(8);
        return PlotStyle.draw(chart);
    }

    static byte[] confidence(List<ReliabilityBin> after) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(PlotStyle.WIDTH)
                .height(PlotStyle.HEIGHT)
                .title("How sure it is")
                .xAxisTitle("probability of the predicted class, as served (up to, %)")
                .yAxisTitle("scans")
                .build();
        PlotStyle.calm(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setSeriesColors(new Color[] {PlotStyle.colour(0)});
        chart.getStyler().setAvailableSpaceFill(0.9);
        chart.getStyler().setYAxisDecimalPattern("0").setXAxisTickMarkSpacingHint(20);
        chart.addSeries(
                "scans",
                after.stream()
                        .map(bin -> String.format(Locale.ROOT, "%.0f", bin.to() * PERCENT))
                        .toList(),
                after.stream().map(ReliabilityBin::scans).toList());
        return PlotPng.of(chart, PlotStyle.HEIGHT);
    }

    private static void add(XYChart chart, String name, List<ReliabilityBin> bins, int style, Marker marker) {
        List<ReliabilityBin> filled =
                bins.stream().filter(bin -> bin.scans() > 0).toList();
        XYSeries series = chart.addSeries(
                name,
                filled.stream().mapToDouble(bin -> bin.confidence() * PERCENT).toArray(),
                filled.stream().mapToDouble(bin -> bin.accuracy() * PERCENT).toArray());
        PlotStyle.line(series, style);
        series.setMarker(marker);
        series.setMarkerColor(PlotStyle.colour(style));
    }

    private static String name(String when, double error) {
        return PlotStyle.label(when, String.format(Locale.ROOT, "(calibration error %.1f %%)", error * PERCENT));
    }
}
