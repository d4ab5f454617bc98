package dev.thorax.onnx;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.Probabilities;
import dev.thorax.contracts.model.TensorNames;

/**
 * Runs one {@code model.onnx}: images in, the probability of each class out, and the distances from the training scans if the
 * version has a gate. Safe for use by many threads.
 */
public final class ScoringSession implements AutoCloseable {
    private static final int DISTANCES = 2;

    private final ImageModel model;
    private final boolean gated;

    private ScoringSession(OrtSession session, InputSpec input, int classes, boolean gated) {
        this.model = new ImageModel(session, input, classes);
        this.gated = gated;
    }

    /**
     * Opens the {@code model.onnx} of a bundle.
     *
     * @throws BrokenBundleException if the bundle has none that ONNX Runtime can read
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    public static ScoringSession open(OnnxSessions sessions, ModelBundle bundle) {
        Manifest manifest = bundle.manifest();
        return new ScoringSession(
                sessions.open(bundle.file(Manifest.MODEL)),
                manifest.input(),
                manifest.classes().size(),
                manifest.limits() != null);
    }

    /** Opens a {@code model.onnx} without a gate that belongs to no bundle yet. */
    public static ScoringSession open(OnnxSessions sessions, byte[] model, InputSpec input, int classes) {
        return open(sessions, model, input, classes, false);
    }

    /**
     * Opens a {@code model.onnx} that belongs to no bundle yet.
     *
     * @param classes C
     * @param gated whether it gives distances
     * @throws BrokenBundleException if ONNX Runtime cannot read it
     */
    public static ScoringSession open(
            OnnxSessions sessions, byte[] model, InputSpec input, int classes, boolean gated) {
        return new ScoringSession(sessions.open(model), input, classes, gated);
    }

    /**
     * Scores images in one run.
     *
     * @param images direct; from its position to its limit uint8[N,H,W]
     * @param count N, at least 1
     * @return float32[N,C]; rows sum to 1, but this is not checked
     * @throws ModelRunException if ONNX Runtime does not run the model, or it gives no float32[N,C]
     */
    public float[][] score(ByteBuffer images, int count) {
        return model.run(images, count, Map.of(), outputs -> model.probabilities(outputs, count));
    }

    /**
     * Scores images in one run, and measures their distances if the version has a gate.
     *
     * @param images direct; from its position to its limit uint8[N,H,W]
     * @param count N, at least 1
     * @throws ModelRunException if ONNX Runtime does not run the model, or it gives outputs of another shape
     */
    public ScoredImages scoreAndMeasure(ByteBuffer images, int count) {
        return model.run(
                images,
                count,
                Map.of(),
                outputs -> new ScoredImages(
                        model.probabilities(outputs, count), gated ? distances(outputs, count) : new float[count][0]));
    }

    private static float[][] distances(OrtSession.Result outputs, int count) {
        OnnxTensor tensor = ImageModel.output(outputs, TensorNames.DISTANCES);
        if (!Arrays.equals(tensor.getInfo().getShape(), new long[] {count, DISTANCES})) {
            throw new ModelRunException("The network does not give two distances for each image.");
        }
        return ImageModel.rows(tensor, count);
    }

    /**
     * Scores {@code count} images of noise, so that memory and kernels are ready before the first scans.
     *
     * @throws BrokenBundleException if the model does not give probabilities for them
     */
    public void warmUp(int count) {
        float[][] rows;
        try {
            rows = scoreAndMeasure(model.noise(count), count).probabilities();
        } catch (ModelRunException e) {
            throw new BrokenBundleException(e.getMessage(), e);
        }
        if (!Arrays.stream(rows).allMatch(Probabilities::areThese)) {
            throw new BrokenBundleException(
                    "The network does not give probabilities: numbers in [0,1] with the sum 1.");
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
