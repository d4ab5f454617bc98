package dev.thorax.worker.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import dev.thorax.evaluation.Predictions;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.heatmap.HeatMap;
import dev.thorax.worker.audit.HeatMapRenderer;
import dev.thorax.worker.dataset.Dataset;

/** Selects the held-out scans that a person should look at. */
public final class CaseSelector {
    private static final int MISTAKES = 12;
    private static final int RIGHT_OF_A_CLASS = 2;

    private final Dataset dataset;
    private final int[] scans;
    private final Predictions predictions;
    private final int[] predicted;
    private final byte[] gradcam;

    /**
     * Selects among some scans.
     *
     * @param scans indices of held-out scans
     * @param predictions the calibrated predictions for them, in their order
     * @param gradcam {@code gradcam.onnx} of the same network
     */
    public CaseSelector(Dataset dataset, int[] scans, Predictions predictions, byte[] gradcam) {
        if (scans.length != predictions.truth().length) {
            throw new IllegalArgumentException("Every scan needs a prediction.");
        }
        this.dataset = dataset;
        this.scans = scans.clone();
        this.predictions = predictions;
        this.predicted = predictions.predicted();
        this.gradcam = gradcam;
    }

    /** Returns at most 12 scans whose predicted class is wrong, highest probability first. */
    public List<ReportCase> mistakes() {
        return surest(MISTAKES, i -> predicted[i] != predictions.truth()[i]);
    }

    /** Returns at most 2 scans of each class whose predicted class is right, highest probability first. */
    public List<ReportCase> successes() {
        return IntStream.range(0, dataset.classes().size())
                .mapToObj(c -> surest(
                        RIGHT_OF_A_CLASS, i -> predicted[i] == c && predictions.truth()[i] == c))
                .flatMap(List::stream)
                .toList();
    }

    private List<ReportCase> surest(int most, IntPredicate wanted) {
        int[] picked = IntStream.range(0, scans.length)
                .filter(wanted)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -predictions.probabilities()[i][predicted[i]]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
        int[] shown = Arrays.stream(picked).map(i -> scans[i]).toArray();
        long[] named = Arrays.stream(picked).mapToLong(i -> predicted[i]).toArray();
        List<HeatMap> maps = new HeatMapRenderer(dataset, shown, named).by(gradcam);
        return IntStream.range(0, picked.length)
                .mapToObj(k -> shown(picked[k], maps.get(k)))
                .toList();
    }

    private ReportCase shown(int i, HeatMap heat) {
        float[] probabilities = predictions.probabilities()[i];
        int truth = predictions.truth()[i];
        return new ReportCase(
                dataset.scans().get(scans[i]).scanId(),
                new GreyImage(
                        dataset.input().width(),
                        dataset.input().height(),
                        dataset.pixels().get(scans[i])),
                heat,
                dataset.classes().get(truth),
                dataset.classes().get(predicted[i]),
                probabilities[predicted[i]],
                probabilities[truth]);
    }
}
