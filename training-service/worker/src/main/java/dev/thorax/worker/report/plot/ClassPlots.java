package dev.thorax.worker.report.plot;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import org.knowm.xchart.XYChart;

import dev.thorax.evaluation.ClassScore;
import dev.thorax.evaluation.Curves;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.OperatingPoint;
import dev.thorax.evaluation.PrecisionRecallPoint;

/** Draws how well each class is separated from all others at every threshold. */
final class ClassPlots {
    private static final double PERCENT = 100;

    private ClassPlots() {}

    static byte[] roc(Curves curves, Evaluation evaluation) {
        XYChart chart = PlotStyle.curves(
                "ROC, each class against all others",
                "other scans taken for the class (1 - specificity)",
                "scans of the class found (sensitivity)");
        add(
                chart,
                curves.roc(),
                point -> 1 - point.specificity(),
                OperatingPoint::sensitivity,
                name -> area(evaluation.perClass().get(name), ClassScore::rocAucOneVersusRest));
        PlotStyle.helper(chart.addSeries("chance (area 0.500)", new double[] {0, PERCENT}, new double[] {0, PERCENT}));
        return draw(chart);
    }

    static byte[] precisionRecall(Curves curves, Evaluation evaluation) {
        XYChart chart = PlotStyle.curves(
                "Precision and recall of each class",
                "scans of the class found (recall)",
                "scans taken for the class that are of it (precision)");
        add(
                chart,
                curves.precisionRecall(),
                PrecisionRecallPoint::recall,
                PrecisionRecallPoint::precision,
                name -> area(evaluation.perClass().get(name), ClassScore::prAuc));
        return draw(chart);
    }

    private static byte[] draw(XYChart chart) {
        PlotStyle.percent(chart.getStyler());
        return PlotStyle.draw(chart);
    }

    private static <T> void add(
            XYChart chart,
            Map<String, List<T>> curves,
            ToDoubleFunction<T> x,
            ToDoubleFunction<T> y,
            Function<String, String> area) {
        int index = 0;
        for (Map.Entry<String, List<T>> curve : curves.entrySet()) {
            if (!curve.getValue().isEmpty()) {
                PlotStyle.line(
                        chart.addSeries(
                                PlotStyle.label(curve.getKey(), area.apply(curve.getKey())),
                                percent(curve.getValue(), x),
                                percent(curve.getValue(), y)),
                        index);
            }
            index++;
        }
    }

    private static <T> double[] percent(List<T> points, ToDoubleFunction<T> figure) {
        return points.stream()
                .mapToDouble(point -> figure.applyAsDouble(point) * PERCENT)
                .toArray();
    }

    private static String area(ClassScore score, Function<ClassScore, Double> figure) {
        Double area = figure.apply(score);
        return area == null ? "" : String.format(Locale.ROOT, "(area %.3f, n = %d)", area, score.support());
    }
}
