package dev.thorax.worker.report.plot;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.HeatMapStyler;

/** Scans by true and predicted class; rows are true classes, the first on top. */
final class ConfusionPlots {
    /** No darker than black figures on it can bear. */
    private static final Color[] LIGHT_TO_BLUE = {Color.WHITE, new Color(0x7fb4d8)};

    private static final double PERCENT = 100;
    private static final int ROW = 34;
    private static final int LONGEST_NAME = 18;
    private static final int FEW = 4;

    private ConfusionPlots() {}

    static byte[] counts(List<String> classes, int[][] counts) {
        HeatMapChart chart = chart("Confusion matrix, scans", classes.size());
        Number[][] cells = Arrays.stream(counts).map(ConfusionPlots::boxed).toArray(Number[][]::new);
        return draw(chart, classes, cells);
    }

    static byte[] shares(List<String> classes, int[][] counts) {
        HeatMapChart chart = chart("Confusion matrix, % of each true class", classes.size());
        chart.getStyler().setMin(0).setMax(PERCENT);
        Number[][] cells = Arrays.stream(counts).map(ConfusionPlots::percent).toArray(Number[][]::new);
        return draw(chart, classes, cells);
    }

    private static HeatMapChart chart(String title, int classes) {
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(PlotStyle.WIDTH)
                .height(PlotStyle.HEIGHT + Math.max(0, classes - FEW) * ROW)
                .title(title)
                .xAxisTitle("predicted class")
                .yAxisTitle("true class")
                .build();
        HeatMapStyler styler = chart.getStyler();
        PlotStyle.calm(styler);
        styler.setLegendVisible(false).setPlotContentSize(1);
        styler.setPlotGridLinesVisible(false)
                .setXAxisLabelRotation(classes > FEW ? 45 : 0)
                .setXAxisTickMarkSpacingHint(1)
                .setYAxisTickMarkSpacingHint(1);
        styler.setRangeColors(LIGHT_TO_BLUE)
                .setShowValue(true)
                .setValueFont(PlotStyle.font(Font.BOLD, classes > FEW ? 12 : 15))
                .setDrawBorder(true);
        return chart;
    }

    private static byte[] draw(HeatMapChart chart, List<String> classes, Number[][] rows) {
        List<String> across = classes.stream().map(ConfusionPlots::shortened).toList();
        List<String> upwards = new ArrayList<>(across);
        Collections.reverse(upwards);
        List<Number[]> cells = new ArrayList<>();
        for (int truth = 0; truth < rows.length; truth++) {
            for (int predicted = 0; predicted < rows.length; predicted++) {
                cells.add(new Number[] {predicted, rows.length - 1 - truth, rows[truth][predicted]});
            }
        }
        chart.addSeries("scans", across, upwards, cells);
        return PlotPng.of(chart, chart.getHeight());
    }

    private static Number[] boxed(int[] row) {
        return Arrays.stream(row).boxed().toArray(Number[]::new);
    }

    /** Rounded to whole percents, because XChart writes every digit that a cell has. */
    private static Number[] percent(int[] row) {
        int total = Math.max(1, Arrays.stream(row).sum());
        return Arrays.stream(row)
                .mapToObj(count -> Math.round(PERCENT * count / total))
                .toArray(Number[]::new);
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
