package dev.thorax.onnx;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.jboss.logging.Logger;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.TensorNames;

/** An open ONNX model that takes grey images. Safe for use by many threads. */
final class ImageModel implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ImageModel.class);

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final InputSpec input;
    private final int classes;

    /**
     * @param session closed with this
     * @param classes how many probabilities the model gives for each image
     */
    ImageModel(OrtSession session, InputSpec input, int classes) {
        this.session = session;
        this.input = input;
        this.classes = classes;
    }

    /** A function of a run's outputs, which are freed after it. */
    interface Reader<T> {
        T read(OrtSession.Result outputs) throws OrtException;
    }

    /** Returns {@code count} images of noise, uint8[count,H,W]. */
    ByteBuffer noise(int count) {
        byte[] pixels = new byte[Math.multiplyExact(count, input.height() * input.width())];
        new Random(1).nextBytes(pixels);
        return ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    }

    /**
     * Runs the model once.
     *
     * @param images from its position to its limit uint8[count,H,W]
     * @param others the other inputs, by name
     * @throws ModelRunException if ONNX Runtime does not run it
     */
    <T> T run(ByteBuffer images, int count, Map<String, OnnxTensor> others, Reader<T> reader) {
        long[] shape = {count, input.height(), input.width()};
        Map<String, OnnxTensor> inputs = new HashMap<>(others);
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, images, shape, OnnxJavaType.UINT8)) {
            inputs.put(TensorNames.IMAGE, tensor);
            try (OrtSession.Result outputs = session.run(inputs)) {
                return reader.read(outputs);
            }
        } catch (OrtException e) {
            throw new ModelRunException(
                    "The network does not run on the input that its manifest names: " + e.getMessage(), e);
        }
    }

    /** Returns the probabilities among {@code outputs}, float32[count,C]. */
    float[][] probabilities(OrtSession.Result outputs, int count) {
        OnnxTensor tensor = output(outputs, TensorNames.PROBABILITIES);
        long[] shape = tensor.getInfo().getShape();
        if (shape.length != 2 || shape[0] != count) {
            throw new ModelRunException("The network does not give one row of probabilities for each image.");
        }
        if (shape[1] != classes) {
            throw new ModelRunException("The network gives " + shape[1] + " probabilities, but its manifest names "
                    + classes + " classes.");
        }
        return rows(tensor, count);
    }

    /** Returns the values of {@code tensor}, which holds float32[count,...], as float32[count][...]. */
    static float[][] rows(OnnxTensor tensor, int count) {
        FloatBuffer values = tensor.getFloatBuffer();
        if (values == null) {
            throw new ModelRunException("The network gives an output that is not float32.");
        }
        float[][] rows = new float[count][values.remaining() / count];
        for (float[] row : rows) {
            values.get(row);
        }
        return rows;
    }

    /** Returns the output {@code name}. */
    static OnnxTensor output(OrtSession.Result outputs, String name) {
        return outputs.get(name)
                .filter(OnnxTensor.class::isInstance)
                .map(OnnxTensor.class::cast)
                .orElseThrow(() -> new ModelRunException("The network has no output " + name + "."));
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warnf("An ONNX Runtime session did not close cause=\"%s\"", e.getMessage());
        }
    }
}
