package dev.thorax.worker.report.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thorax.evaluation.Curves;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Fold;
import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.fitting.EpochReport;

/** All plots of a report. Needs fonts and fontconfig on the machine, but no display. */
public final class Plots {
    public static final String LOSS = "loss.png";
    public static final String ACCURACY = "accuracy.png";
    public static final String CONFUSION = "confusion.png";
    public static final String CONFUSION_NORMALISED = "confusion-normalised.png";
    public static final String ROC = "roc.png";
    public static final String PRECISION_RECALL = "precision-recall.png";
    public static final String RELIABILITY = "reliability.png";
    public static final String CONFIDENCE = "confidence.png";

    static {
        // Otherwise a DISPLAY that leads nowhere, as after an ssh login, ends the process that draws.
        System.setProperty("java.awt.headless", "true");
    }

    private Plots() {}

    /**
     * Draws them.
     *
     * @param histories the epochs of each fold; where there are none, loss and accuracy are not drawn
     * @return RGB PNGs by file name
     */
    public static Map<String, byte[]> of(Evaluation evaluation, List<Fold> folds, List<List<EpochReport>> histories) {
        Curves before =
                Curves.of(Predictions.join(folds.stream().map(Fold::predictions).toList()));
        Curves served = Curves.of(Fold.join(folds));
        Map<String, byte[]> plots = new LinkedHashMap<>();
        List<List<EpochReport>> trained =
                histories.stream().filter(history -> !history.isEmpty()).toList();
        if (!trained.isEmpty()) {
            plots.put(LOSS, EpochPlots.loss(trained));
            plots.put(ACCURACY, EpochPlots.accuracy(trained));
        }
        plots.put(CONFUSION, ConfusionPlots.counts(evaluation.classes(), evaluation.confusion()));
        plots.put(CONFUSION_NORMALISED, ConfusionPlots.shares(evaluation.classes(), evaluation.confusion()));
        plots.put(ROC, ClassPlots.roc(served, evaluation));
        plots.put(PRECISION_RECALL, ClassPlots.precisionRecall(served, evaluation));
        plots.put(
                RELIABILITY,
                CalibrationPlots.reliability(before.reliability(), served.reliability(), evaluation.calibration()));
        plots.put(CONFIDENCE, CalibrationPlots.confidence(served.reliability()));
        return plots;
    }
}
