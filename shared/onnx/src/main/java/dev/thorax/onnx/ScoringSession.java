package dev.thorax.onnx;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

import ai.onnxruntime.OrtSession;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.Probabilities;

/** Runs one {@code model.onnx}: images in, the probability of each class out. Safe for use by many threads. */
public final class ScoringSession implements AutoCloseable {
    private final ImageModel model;

    private ScoringSession(OrtSession session, InputSpec input, int classes) {
        this.model = new ImageModel(session, input, classes);
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
                manifest.classes().size());
    }

    /**
     * Opens a {@code model.onnx} that belongs to no bundle yet.
     *
     * @param classes C
     * @throws BrokenBundleException if ONNX Runtime cannot read it
     */
    public static ScoringSession open(OnnxSessions sessions, byte[] model, InputSpec input, int classes) {
        return new ScoringSession(sessions.open(model), input, classes);
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
     * Scores {@code count} images of noise, so that memory and kernels are ready before the first scans.
     *
     * @throws BrokenBundleException if the model does not give probabilities for them
     */
    public void warmUp(int count) {
        float[][] rows;
        try {
            rows = score(model.noise(count), count);
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
