package dev.thorax.training.report;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import dev.thorax.imaging.HeatMap;
import dev.thorax.model.InputSpec;
import dev.thorax.training.problem.CannotTrain;

/** Asks the {@code gradcam.onnx} of a version where it looks, as serving will. */
public final class HeatMaps implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final InputSpec input;

    /**
     * Opens a network.
     *
     * @param gradcam {@code gradcam.onnx}
     * @throws CannotTrain if ONNX Runtime cannot read it
     */
    public HeatMaps(byte[] gradcam, InputSpec input) {
        this.input = input;
        try {
            this.session = environment.createSession(gradcam);
        } catch (OrtException e) {
            throw unusable(e);
        }
    }

    /**
     * Where the network looks.
     *
     * @param pixels uint8[H,W] of the recipe's input
     * @param label index of the class to explain
     * @throws CannotTrain if the network does not run
     */
    public HeatMap look(byte[] pixels, int label) {
        long[] shape = {1, input.height(), input.width()};
        ByteBuffer image = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
        try (OnnxTensor images = OnnxTensor.createTensor(environment, image, shape, OnnxJavaType.UINT8);
                OnnxTensor labels =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {label}), new long[] {1});
                OrtSession.Result result = session.run(Map.of("image", images, "class", labels))) {
            return heatMap((OnnxTensor) result.get("heatmap").orElseThrow());
        } catch (OrtException e) {
            throw unusable(e);
        }
    }

    private static HeatMap heatMap(OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return new HeatMap((int) shape[1], (int) shape[2], values);
    }

    private static CannotTrain unusable(OrtException e) {
        CannotTrain unusable = new CannotTrain("The exported heat-map network does not run in ONNX Runtime: "
                + e.getMessage() + "; this is a fault of the exporter, please report it.");
        unusable.initCause(e);
        return unusable;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw unusable(e);
        }
    }
}
