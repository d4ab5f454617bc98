package dev.thorax.explain.heatmap;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.explain.scan.CanonicalScans;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.heatmap.HeatMap;
import dev.thorax.onnx.GradCamSession;
import dev.thorax.onnx.GradCamSession.GradCamResult;
import dev.thorax.onnx.ModelRunException;
import dev.thorax.onnx.lungs.NetworkInput;
import dev.thorax.onnx.opened.OpenedModel;

/** Computes the probabilities and the heat map of one scan with an opened version. */
final class GradCamExplainer {
    /**
     * What a version gives for one scan.
     *
     * @param probabilities every class with its probability in [0,1], in the version's order, sum 1
     * @param heatMap of the explained class, over the whole scan
     */
    record GradCamExplanation(Map<String, Double> probabilities, HeatMap heatMap) {}

    private final OpenedModel<GradCamSession> model;

    GradCamExplainer(OpenedModel<GradCamSession> model) {
        this.model = model;
    }

    /** Returns the classes in the order of the network's outputs. */
    List<String> classes() {
        return model.manifest().classes();
    }

    /**
     * Checks that the version is the one that made a diagnosis.
     *
     * @param digest SHA-256 of the {@code model.onnx} that diagnosed, or null if there is nothing to compare with
     * @throws ExplanationException if its manifest names another one
     */
    void requireModel(@Nullable String digest) {
        Map<String, String> files = model.manifest().files();
        if (digest != null && !digest.equals(files.get(Manifest.MODEL))) {
            throw new ExplanationException(
                    Reason.UNUSABLE_VERSION,
                    "The object store holds another network for this model version than the one that made the diagnosis,"
                            + " so a heat map of it would be of something else.");
        }
    }

    /**
     * Explains one scan.
     *
     * @param png the canonical image
     * @param label one of {@link #classes}
     * @throws ExplanationException if the image is damaged, no lungs are found in it, or the network does not run
     */
    GradCamExplanation explain(byte[] png, String label) {
        GreyImage image = CanonicalScans.decode(png, model.manifest().input().canonical());
        try {
            NetworkInput input = model.preprocessor().prepare(image).orElseThrow(GradCamExplainer::withoutLungs);
            GradCamResult result = model.session()
                    .explain(ByteBuffer.wrap(input.pixels()), classes().indexOf(label));
            HeatMap map = new HeatMap(result.height(), result.width(), result.heatMaps()[0]);
            HeatMap whole = map.uncrop(input.seen(), image.width(), image.height());
            return new GradCamExplanation(byClass(result.probabilities()[0]), whole);
        } catch (ModelRunException e) {
            throw new ExplanationException(
                    Reason.UNUSABLE_VERSION, "This model version cannot explain: " + e.getMessage());
        }
    }

    private static ExplanationException withoutLungs() {
        return new ExplanationException(
                Reason.NO_LUNGS,
                "This model version looks at the lungs only and finds none in this scan, so it has no heat map; name another"
                        + " version by the parameters model and version.");
    }

    private Map<String, Double> byClass(float[] probabilities) {
        Map<String, Double> byClass = new LinkedHashMap<>();
        for (int i = 0; i < probabilities.length; i++) {
            byClass.put(classes().get(i), Double.parseDouble(Float.toString(probabilities[i])));
        }
        return byClass;
    }
}
