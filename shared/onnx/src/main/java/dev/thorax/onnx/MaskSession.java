package dev.thorax.onnx;

import java.nio.ByteBuffer;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.TensorNames;

/** Runs one {@code lungs.onnx}: images in, the probability of lung at each position out. Safe for use by many threads. */
public final class MaskSession implements AutoCloseable {
    private static final int DIMENSIONS = 3;

    private final ImageModel model;

    private MaskSession(OrtSession session, InputSpec input) {
        this.model = new ImageModel(session, input, 0);
    }

    /**
     * Opens the {@code lungs.onnx} of a bundle.
     *
     * @throws BrokenBundleException if the bundle has none that ONNX Runtime can read
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    public static MaskSession open(OnnxSessions sessions, ModelBundle bundle) {
        return new MaskSession(sessions.open(bundle.file(Manifest.LUNGS)), lungsInput(bundle.manifest()));
    }

    /**
     * Opens a {@code lungs.onnx} that belongs to no bundle yet.
     *
     * @throws BrokenBundleException if ONNX Runtime cannot read it
     */
    public static MaskSession open(OnnxSessions sessions, byte[] model, InputSpec input) {
        return new MaskSession(sessions.open(model), input);
    }

    /** Returns what the lung finder of a version takes of a canonical image. */
    public static InputSpec lungsInput(Manifest manifest) {
        return manifest.lungs() == null ? manifest.input() : manifest.lungs().input();
    }

    /**
     * Computes the masks of images in one run.
     *
     * @param images direct; from its position to its limit uint8[N,H,W]
     * @param count N, at least 1
     * @throws ModelRunException if ONNX Runtime does not run the model, or it gives no float32[N,h,w]
     */
    public Masks masks(ByteBuffer images, int count) {
        return model.run(images, count, Map.of(), outputs -> {
            OnnxTensor tensor = ImageModel.output(outputs, TensorNames.MASK);
            long[] shape = tensor.getInfo().getShape();
            if (shape.length != DIMENSIONS || shape[0] != count) {
                throw new ModelRunException("The network does not give one mask for each image.");
            }
            return new Masks((int) shape[1], (int) shape[2], ImageModel.rows(tensor, count));
        });
    }

    /**
     * Masks of one size.
     *
     * @param height h, rows of a mask
     * @param width w, its columns
     * @param values float32[N][h * w], probabilities in [0,1], row by row
     */
    public record Masks(int height, int width, float[][] values) {}

    @Override
    public void close() {
        model.close();
    }
}
