package dev.thorax.training.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.thorax.imaging.HeatMap;
import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.LabelledScan;
import dev.thorax.training.evaluation.ConfusionMatrix;
import dev.thorax.training.evaluation.Predictions;

/** Audits one version: what could be had without the lungs, and where it looked. The same seed gives the same audit. */
public final class ShortcutAudit {
    /** Scans whose heat maps are drawn, at most. */
    static final int MAPS = 60;

    private final Dataset dataset;
    private final List<Holdout> holdouts;
    private final Function<LabelledScan, Rectangle> window;
    private final long seed;

    private ShortcutAudit(
            Dataset dataset, List<Holdout> holdouts, Function<LabelledScan, Rectangle> window, long seed) {
        this.dataset = dataset;
        this.holdouts = holdouts;
        this.window = window;
        this.seed = seed;
    }

    /** The same for a network that takes the whole canonical image, squeezed. */
    public static Audit of(Dataset dataset, List<Holdout> holdouts, Predictions version, GradCams gradCams, long seed) {
        return of(dataset, holdouts, version, gradCams, scan -> Rectangle.WHOLE, seed);
    }

    /**
     * Audits a version.
     *
     * @param holdouts the parts that it was trained and scored on
     * @param version what it says about the test scans of all holdouts, one holdout after the other
     * @param gradCams what draws its heat maps, or null if it has none
     * @param window which part of a scan's canonical image its pixels in {@code dataset} show
     * @param seed seed of the forests, the bootstrap and the choice of scans for heat maps
     * @throws IllegalArgumentException if {@code version} is not about these scans
     */
    public static Audit of(
            Dataset dataset,
            List<Holdout> holdouts,
            Predictions version,
            GradCams gradCams,
            Function<LabelledScan, Rectangle> window,
            long seed) {
        return new ShortcutAudit(dataset, holdouts, window, seed).audit(version, gradCams);
    }

    private Audit audit(Predictions version, GradCams gradCams) {
        int[] tested = holdouts.stream()
                .flatMapToInt(holdout -> Arrays.stream(holdout.test()))
                .toArray();
        requireSame(tested, version);
        Map<View, Control> controls = new Controls(dataset, holdouts, window, seed).all();
        double shortcut = controls.entrySet().stream()
                .filter(entry -> entry.getKey().isShortcut())
                .mapToDouble(entry -> entry.getValue().accuracy())
                .max()
                .orElseThrow();
        double margin = ConfusionMatrix.of(version).accuracy() - shortcut;
        List<Control> all = List.copyOf(controls.values());
        return gradCams == null
                ? new Audit(all, margin, null, null, null)
                : withMaps(all, margin, tested, version, gradCams);
    }

    private Audit withMaps(
            List<Control> controls, double margin, int[] tested, Predictions version, GradCams gradCams) {
        int[] chosen = chosen(version);
        int[] predicted = version.predicted();
        int[] scans = Arrays.stream(chosen).map(i -> tested[i]).toArray();
        HeatMaps draw = new HeatMaps(
                dataset,
                scans,
                Arrays.stream(chosen).mapToLong(i -> predicted[i]).toArray());
        List<HeatMap> own = draw.by(gradCams.own());
        List<List<HeatMap>> randomised =
                gradCams.randomised().stream().map(draw::by).toList();
        List<Double> heat = new ArrayList<>();
        List<Double> area = new ArrayList<>();
        for (int i = 0; i < scans.length; i++) {
            HeatMap map = own.get(i);
            Rectangle shown = window.apply(dataset.scans().get(scans[i]));
            Heat.shareWithin(map, LungField.REGION, shown).ifPresent(share -> {
                heat.add(share);
                area.add(Heat.areaWithin(map, LungField.REGION, shown));
            });
        }
        return new Audit(controls, margin, mean(heat), mean(area), orNull(Heat.similarity(own, randomised)));
    }

    private void requireSame(int[] tested, Predictions version) {
        int[] truth =
                Arrays.stream(tested).map(i -> dataset.scans().get(i).label()).toArray();
        if (!Arrays.equals(truth, version.truth())) {
            throw new IllegalArgumentException(
                    "The predictions to audit are not about the scans held out, in their order;"
                            + " give those of the test scans of each holdout, one after the other.");
        }
    }

    /** Positions of at most {@link #MAPS} predictions, as many of each class as it has, up to its even share. */
    private int[] chosen(Predictions version) {
        int share = Math.max(1, MAPS / version.classes().size());
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
        return orNull(figures.stream().mapToDouble(Double::doubleValue).average());
    }

    private static Double orNull(OptionalDouble figure) {
        return figure.isPresent() ? figure.getAsDouble() : null;
    }
}
