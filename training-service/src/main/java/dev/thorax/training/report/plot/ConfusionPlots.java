package dev.thorax.training.report.plot;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** Scans by true and predicted class; rows are true classes, the first on top. */
final class ConfusionPlots {
    private static final Color[] LIGHT_TO_BLUE = {Color.WHITE, new Color(0x7fb4d8)};
    private static final double PERCENT = 100;
    private static final int ROW = 34;
    private static final int LONGEST = 18;

    private ConfusionPlots() {}

    static byte[] counts(List<String> classes, int[][] counts) {
        return draw(
                "Confusion matrix, scans",
                classes,
                row -> Double.valueOf(0),
                counts,
                (count, total) -> (double) count,
                value -> String.format(Locale.ROOT, "%.0f", value));
    }

    static byte[] shares(List<String> classes, int[][] counts) {
        return draw(
                "Confusion matrix, % of each true class",
                classes,
                row -> Double.valueOf(PERCENT),
                counts,
                (count, total) -> total == 0 ? 0 : PERCENT * count / total,
                value -> String.format(Locale.ROOT, "%.1f", value));
    }

    private interface Cell {
        double of(int count, int total);
    }

    private static byte[] draw(
            String title,
            List<String> classes,
            IntFunction<Double> max,
            int[][] counts,
            Cell cell,
            Function<Double, String> format) {
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(Style.WIDTH)
                .height(Style.HEIGHT + Math.max(0, classes.size() - 5) * ROW)
                .title(title)
                .xAxisTitle("predicted class")
                .yAxisTitle("true class")
                .build();
        Style.calm(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setPlotGridLinesVisible(false);
        chart.getStyler().setXAxisLabelRotation(classes.size() > 4 ? 45 : 0);
        chart.getStyler()
                .setRangeColors(LIGHT_TO_BLUE)
                .setShowValue(true)
                .setValueFont(Style.font(Font.BOLD, classes.size() > 6 ? 12 : 15))
                .setHeatMapDecimalValueFormatter(format)
                .setDrawBorder(true);
        chart.getStyler().setPlotContentSize(1);
        add(chart, classes, counts, cell);
        if (max.apply(0) > 0) {
            chart.getStyler().setMin(0).setMax(max.apply(0));
        }
        return Png.of(chart);
    }

    private static void add(HeatMapChart chart, List<String> classes, int[][] counts, Cell cell) {
        List<String> names = short_(classes);
        List<String> upwards = new ArrayList<>(names);
        Collections.reverse(upwards);
        List<Number[]> cells = new ArrayList<>();
        for (int truth = 0; truth < counts.length; truth++) {
            int total = java.util.Arrays.stream(counts[truth]).sum();
            for (int predicted = 0; predicted < counts.length; predicted++) {
                cells.add(
                        new Number[] {predicted, counts.length - 1 - truth, cell.of(counts[truth][predicted], total)});
            }
        }
        chart.addSeries("scans", names, upwards, cells);
    }

    private static List<String> short_(List<String> classes) {
        return classes.stream()
                .map(name -> name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…")
                .toList();
    }
}
