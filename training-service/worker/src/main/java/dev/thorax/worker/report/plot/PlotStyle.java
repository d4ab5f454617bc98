package dev.thorax.worker.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Sets the look of every plot of a report. */
final class PlotStyle {
    /** Width of a plot in units of its fonts. */
    static final int WIDTH = 560;
    /** Height of a plot without its legend. */
    static final int HEIGHT = 400;

    static final String SHARE = "0 '%'";

    private static final int LEGEND_ROW = 24;
    /** Characters that fit in a row of a legend, to which XChart gives at most 45 % of the width. */
    private static final int LEGEND_CHARACTERS = 31;

    private static final Color INK = new Color(0x22, 0x2b, 0x33);
    private static final Color QUIET = new Color(0x5a, 0x66, 0x70);
    private static final Color GRID = new Color(0xe3, 0xe7, 0xea);
    /** Okabe and Ito's palette, told apart by colour-blind people, without its yellow, which is faint on white. */
    private static final Color[] COLOURS = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0x56B4E9),
        new Color(0xE69F00),
        Color.BLACK
    };

    private static final float[][] DASHES = {null, {9, 4}, {2, 4}, {9, 4, 2, 4}};

    private PlotStyle() {}

    /** An empty chart of curves. */
    static XYChart curves(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        calm(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(LegendLayout.Vertical);
        return chart;
    }

    /** A name in a legend with its figures, which stand in a row of their own where they do not fit. */
    static String label(String name, String figures) {
        return name + (name.length() + figures.length() < LEGEND_CHARACTERS ? " " : "\n") + figures;
    }

    /** Draws curves, with room for their legend below them. */
    static byte[] draw(XYChart chart) {
        int rows = chart.getSeriesCollection().stream()
                .filter(XYSeries::isShowInLegend)
                .mapToInt(series -> (int) series.getLabel().lines().count())
                .sum();
        return PlotPng.of(chart, HEIGHT + LEGEND_ROW * rows);
    }

    /** Both axes from 0 to 100 %. */
    static void percent(AxesChartStyler styler) {
        styler.setXAxisMin(0.0).setXAxisMax(100.0);
        styler.setXAxisDecimalPattern(SHARE);
        percentUp(styler);
    }

    /** The upright axis from 0 to 100 %. */
    static void percentUp(AxesChartStyler styler) {
        styler.setYAxisMin(0.0).setYAxisMax(100.0);
        styler.setYAxisDecimalPattern(SHARE);
    }

    static void calm(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartFontColor(INK)
                .setChartPadding(12)
                .setChartTitleBoxVisible(false)
                .setChartTitleFont(font(Font.BOLD, 16))
                .setLegendBorderColor(Color.WHITE)
                .setLegendFont(font(Font.PLAIN, 13))
                .setLegendSeriesLineLength(36)
                .setLegendPadding(6);
        styler.setAxisTitleFont(font(Font.PLAIN, 14))
                .setAxisTickLabelsFont(font(Font.PLAIN, 13))
                .setAxisTickLabelsColor(QUIET)
                .setAxisTickMarksColor(GRID)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1));
        styler.setXAxisTickMarkSpacingHint(90).setYAxisTickMarkSpacingHint(60);
    }

    /** A line that differs from all other lines by its colour and its dashes, also without colour. */
    static void line(XYSeries series, int index) {
        line(series, COLOURS[index % COLOURS.length], 2.2f, DASHES[index % DASHES.length]);
    }

    /** A line that only helps to read the others. */
    static void helper(XYSeries series) {
        line(series, QUIET, 1.2f, new float[] {3, 4});
    }

    static Color colour(int index) {
        return COLOURS[index % COLOURS.length];
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    private static void line(XYSeries series, Color colour, float width, float[] dashes) {
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0));
    }
}
