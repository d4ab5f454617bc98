package dev.thorax.onnx;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.TensorNames;

/** Runs one {@code gradcam.onnx}: images and classes in, heat maps out. Safe for use by many threads. */
public final class GradCamSession implements AutoCloseable {
    /**
     * Result of one run.
     *
     * @param probabilities float32[N,C], rows sum to 1
     * @param heatMaps float32[N,h*w] in [0,1], each row by row
     * @param height h
     * @param width w
     */
    public record GradCamResult(float[][] probabilities, float[][] heatMaps, int height, int width) {}

    private final ImageModel model;

    private GradCamSession(OrtSession session, InputSpec input, int classes) {
        this.model = new ImageModel(session, input, classes);
    }

    /**
     * Opens the {@code gradcam.onnx} of a bundle.
     *
     * @throws BrokenBundleException if the bundle has none that ONNX Runtime can read
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    public static GradCamSession open(OnnxSessions sessions, ModelBundle bundle) {
        Manifest manifest = bundle.manifest();
        return new GradCamSession(
                sessions.open(bundle.file(Manifest.GRADCAM)),
                manifest.input(),
                manifest.classes().size());
    }

    /**
     * Opens a {@code gradcam.onnx} that belongs to no bundle yet.
     *
     * @param classes C
     * @throws BrokenBundleException if ONNX Runtime cannot read it
     */
    public static GradCamSession open(OnnxSessions sessions, byte[] gradcam, InputSpec input, int classes) {
        return new GradCamSession(sessions.open(gradcam), input, classes);
    }

    /**
     * Explains images in one run.
     *
     * @param images from its position to its limit uint8[N,H,W]
     * @param classes for each image the index of the class to explain, int64[N]
     * @throws ModelRunException if ONNX Runtime does not run the model, or it gives no heat map for each image
     */
    public GradCamResult explain(ByteBuffer images, long... classes) {
        int count = classes.length;
        try (OnnxTensor targets = OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), LongBuffer.wrap(classes), new long[] {count})) {
            return model.run(images, count, Map.of(TensorNames.CLASS, targets), outputs -> result(outputs, count));
        } catch (OrtException e) {
            throw new ModelRunException("The classes to explain are no input of the network: " + e.getMessage(), e);
        }
    }

    /**
     * Explains one image of noise, so that memory and kernels are ready before the first scan.
     *
     * @throws BrokenBundleException if the model does not run
     */
    public void warmUp() {
        try {
            explain(model.noise(1), 0);
        } catch (ModelRunException e) {
            throw new BrokenBundleException(e.getMessage(), e);
        }
    }

    private GradCamResult result(OrtSession.Result outputs, int count) {
        OnnxTensor heatMaps = ImageModel.output(outputs, TensorNames.HEATMAP);
        long[] shape = heatMaps.getInfo().getShape();
        if (shape.length != 3 || shape[0] != count || shape[1] < 1 || shape[2] < 1) {
            throw new ModelRunException("The network does not give one heat map for each image.");
        }
        return new GradCamResult(
                model.probabilities(outputs, count), ImageModel.rows(heatMaps, count), (int) shape[1], (int) shape[2]);
    }

    @Override
    public void close() {
        model.close();
    }
}
