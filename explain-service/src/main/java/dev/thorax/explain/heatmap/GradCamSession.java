package dev.thorax.explain.heatmap;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.explain.scan.CanonicalScans;
import dev.thorax.imaging.CropWindow;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.HeatMap;
import dev.thorax.imaging.ModelInput;

/** One open {@code gradcam.onnx}. Safe for use by many threads. */
final class GradCamSession implements AutoCloseable {
    /**
     * What the network saw.
     *
     * @param probabilities float32[classes], sum 1
     * @param heatmap of the class that was asked for
     */
    record Seen(float[] probabilities, HeatMap heatmap) {}

    private final OrtSession session;
    private final List<String> classes;
    private final InputSpec input;

    /**
     * @param session on {@code gradcam.onnx}; closed with this
     * @param classes in the order of the network's outputs
     */
    GradCamSession(OrtSession session, List<String> classes, InputSpec input) {
        this.session = session;
        this.classes = List.copyOf(classes);
        this.input = input;
    }

    /** The classes in the order of the network's outputs. */
    List<String> classes() {
        return classes;
    }

    /**
     * Looks at one scan.
     *
     * @param png the canonical image
     * @param label index of the class to explain
     */
    Seen look(byte[] png, int label) {
        GreyImage image = CanonicalScans.decode(png);
        byte[] pixels = new byte[input.height() * input.width()];
        ModelInput.write(image, input, pixels, 0);
        long[] shape = {1, input.height(), input.width()};
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor images =
                        OnnxTensor.createTensor(environment, ByteBuffer.wrap(pixels), shape, OnnxJavaType.UINT8);
                OnnxTensor labels =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {label}), new long[] {1});
                OrtSession.Result result = session.run(Map.of("image", images, "class", labels))) {
            CropWindow window = CropWindow.of(image.width(), image.height(), input);
            HeatMap heat = window.spread(heatmap(tensor(result, "heatmap")), image.width(), image.height());
            return new Seen(probabilities(tensor(result, "probabilities")), heat);
        } catch (OrtException e) {
            throw new ExplanationException(
                    Reason.UNUSABLE_VERSION, "The network of this model version could not run: " + e.getMessage());
        }
    }

    private float[] probabilities(OnnxTensor tensor) {
        float[] probabilities = values(tensor);
        if (probabilities.length != classes.size()) {
            throw new ExplanationException(
                    Reason.UNUSABLE_VERSION,
                    "The network of this model version gives " + probabilities.length
                            + " probabilities, but its manifest" + " names " + classes.size() + " classes.");
        }
        return probabilities;
    }

    private static HeatMap heatmap(OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        if (shape.length != 3 || shape[0] != 1 || shape[1] < 1 || shape[2] < 1) {
            throw new ExplanationException(
                    Reason.UNUSABLE_VERSION, "The network of this model version gives no heat map of one scan.");
        }
        return new HeatMap((int) shape[1], (int) shape[2], values(tensor));
    }

    private static OnnxTensor tensor(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name)
                .orElseThrow(() -> new ExplanationException(
                        Reason.UNUSABLE_VERSION, "The gradcam.onnx of this model version gives no " + name + "."));
    }

    private static float[] values(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
