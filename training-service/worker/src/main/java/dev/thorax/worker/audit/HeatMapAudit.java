package dev.thorax.worker.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.thorax.evaluation.Predictions;
import dev.thorax.imaging.heatmap.HeatMap;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;

/** Measures the heat maps of some test scans, each for the class that the version predicts. */
final class HeatMapAudit {
    private static final int MOST_SCANS = 60;

    private final Dataset dataset;
    private final Function<LabelledScan, Rectangle> window;
    private final long seed;

    HeatMapAudit(Dataset dataset, Function<LabelledScan, Rectangle> window, long seed) {
        this.dataset = dataset;
        this.window = window;
        this.seed = seed;
    }

    /**
     * Returns {@code scores} with the figures of the heat maps.
     *
     * @param tested indices of the scans that {@code version} is about, in its order
     */
    AuditResult addTo(AuditResult scores, GradCamModels gradCams, int[] tested, Predictions version) {
        int[] chosen = chosen(version);
        int[] predicted = version.predicted();
        int[] scans = Arrays.stream(chosen).map(i -> tested[i]).toArray();
        long[] classes = Arrays.stream(chosen).mapToLong(i -> predicted[i]).toArray();
        HeatMapRenderer drawn = new HeatMapRenderer(dataset, scans, classes);
        List<HeatMap> own = drawn.by(gradCams.own());
        List<List<HeatMap>> randomised =
                gradCams.randomised().stream().map(drawn::by).toList();
        OptionalDouble similarity = HeatMapStatistics.similarity(own, randomised);
        List<Double> heat = new ArrayList<>();
        List<Double> area = new ArrayList<>();
        for (int i = 0; i < scans.length; i++) {
            HeatMap map = own.get(i);
            Rectangle shown = window.apply(dataset.scans().get(scans[i]));
            HeatMapStatistics.shareWithin(map, Rectangle.LUNG_FIELD, shown).ifPresent(share -> {
                heat.add(share);
                area.add(HeatMapStatistics.areaWithin(map, Rectangle.LUNG_FIELD, shown));
            });
        }
        return new AuditResult(
                scores.controls(),
                scores.margin(),
                mean(heat),
                mean(area),
                similarity.isPresent() ? similarity.getAsDouble() : null,
                scores.sources());
    }

    /** Positions of at most {@link #MOST_SCANS} predictions, drawn by the seed, of each class as many, if it has them. */
    private int[] chosen(Predictions version) {
        int share = Math.max(1, MOST_SCANS / version.classes().size());
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, version.truth().length).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return IntStream.range(0, version.classes().size())
                .flatMap(c -> order.stream()
                        .filter(i -> version.truth()[i] == c)
                        .limit(share)
                        .mapToInt(i -> i))
                .toArray();
    }

    private static Double mean(List<Double> figures) {
        return figures.isEmpty()
                ? null
                : figures.stream().mapToDouble(figure -> figure).average().orElseThrow();
    }
}
