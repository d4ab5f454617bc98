package dev.thorax.worker.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.thorax.evaluation.ConfusionMatrix;
import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.Split;

/** Audits a version: the accuracy that is possible without the lungs, and where its heat maps point. The same seed gives the same audit. */
public final class ShortcutAudit {
    private final Dataset dataset;
    private final List<Split> splits;
    private final Function<LabelledScan, Rectangle> window;
    private final long seed;

    private ShortcutAudit(Dataset dataset, List<Split> splits, Function<LabelledScan, Rectangle> window, long seed) {
        this.dataset = dataset;
        this.splits = splits;
        this.window = window;
        this.seed = seed;
    }

    /** The same for a network that takes the whole canonical image, squeezed. */
    public static AuditResult of(
            Dataset dataset, List<Split> splits, Predictions version, GradCamModels gradCams, long seed) {
        return of(dataset, splits, version, gradCams, scan -> Rectangle.WHOLE, seed);
    }

    /**
     * Audits a version.
     *
     * @param splits the parts that it was trained and scored on: the only one, or one a fold
     * @param version what it says about the test scans of all splits, one split after the other
     * @param gradCams what draws the heat maps of the network of the first split, or null if it has none; only that split's
     *     test scans are shown to it, as it was trained on the others'
     * @param window which part of a scan's canonical image its pixels in {@code dataset} show
     * @param seed seed of the forests, the bootstrap and the choice of scans for heat maps
     * @throws IllegalArgumentException if {@code version} is not about these scans
     */
    public static AuditResult of(
            Dataset dataset,
            List<Split> splits,
            Predictions version,
            GradCamModels gradCams,
            Function<LabelledScan, Rectangle> window,
            long seed) {
        return new ShortcutAudit(dataset, splits, window, seed).audit(version, gradCams);
    }

    private AuditResult audit(Predictions version, GradCamModels gradCams) {
        int[] tested = splits.stream()
                .flatMapToInt(split -> Arrays.stream(split.test()))
                .toArray();
        requireSame(tested, version);
        Map<ControlInput, ShortcutControl> controls = new ShortcutControls(dataset, splits, window, seed).all();
        double shortcut = controls.entrySet().stream()
                .filter(entry -> entry.getKey().isShortcut())
                .mapToDouble(entry -> entry.getValue().accuracy())
                .max()
                .orElseThrow();
        double margin = ConfusionMatrix.count(version).accuracy() - shortcut;
        SourceAudit sources =
                SourceAudit.hasSources(dataset) ? SourceAudit.of(dataset, splits, version, window, seed) : null;
        AuditResult scores = new AuditResult(List.copyOf(controls.values()), margin, sources);
        int[] firstTest = splits.get(0).test();
        return gradCams == null
                ? scores
                : new HeatMapAudit(dataset, window, seed)
                        .addTo(scores, gradCams, firstTest, version.first(firstTest.length));
    }

    private void requireSame(int[] tested, Predictions version) {
        int[] truth =
                Arrays.stream(tested).map(i -> dataset.scans().get(i).label()).toArray();
        if (!Arrays.equals(truth, version.truth())) {
            throw new IllegalArgumentException(
                    "The predictions to audit are not about the scans held out, in their order;"
                            + " give those of the test scans of each split, one after the other.");
        }
    }
}
