package dev.thorax.worker.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import dev.thorax.evaluation.Predictions;
import dev.thorax.imaging.GreyImage;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.fitting.ScoredScans;

/**
 * The scans whose label networks contradict that did not learn from them, the surest first (by the difference of the two
 * probabilities, as in confident learning: Northcutt, Jiang and Chuang 2021, JAIR 70). A wrong label and a hard scan look alike, so a
 * person must look.
 *
 * @param checked scans whose label was compared
 * @param scans at most {@link #MOST} of those that are contradicted
 */
public record LabelSuspects(int checked, List<LabelSuspect> scans) {
    /** The file of a bundle that has the list. */
    public static final String FILE = "suspects.json";

    /** The most scans of a list. */
    static final int MOST = 1000;

    private static final int SHOWN = 24;

    /** Copies the list. */
    public LabelSuspects {
        scans = List.copyOf(scans);
    }

    /**
     * Finds the scans whose label is contradicted.
     *
     * @param scored scans of {@code dataset} with calibrated predictions of networks that did not learn from them
     */
    public static LabelSuspects of(Dataset dataset, ScoredScans scored) {
        Predictions predictions = scored.predictions();
        int[] predicted = predictions.predicted();
        List<LabelSuspect> contradicted = IntStream.range(0, predicted.length)
                .filter(i -> predicted[i] != predictions.truth()[i])
                .mapToObj(i -> suspect(dataset.scans().get(scored.scans()[i]), predictions, i, predicted[i]))
                .sorted(Comparator.comparingDouble(LabelSuspects::doubt)
                        .reversed()
                        .thenComparing(LabelSuspect::scanId))
                .limit(MOST)
                .toList();
        return new LabelSuspects(predicted.length, contradicted);
    }

    private static LabelSuspect suspect(LabelledScan scan, Predictions predictions, int row, int likely) {
        List<String> classes = predictions.classes();
        float[] probabilities = predictions.probabilities()[row];
        return new LabelSuspect(
                scan.scanId(),
                classes.get(scan.label()),
                classes.get(likely),
                probabilities[scan.label()],
                probabilities[likely]);
    }

    private static double doubt(LabelSuspect suspect) {
        return suspect.likelyProbability() - suspect.labelProbability();
    }

    /** Returns the first ones with their pictures. */
    public List<Shown> shown(Dataset dataset) {
        List<String> ids = dataset.scans().stream().map(LabelledScan::scanId).toList();
        return scans.stream()
                .limit(SHOWN)
                .map(suspect -> new Shown(
                        suspect,
                        new GreyImage(
                                dataset.input().width(),
                                dataset.input().height(),
                                dataset.pixels().get(ids.indexOf(suspect.scanId())))))
                .toList();
    }

    /**
     * A suspect with what the network was shown.
     *
     * @param facts the scan and its labels
     * @param image the pixels that the network read
     */
    public record Shown(LabelSuspect facts, GreyImage image) {}
}
