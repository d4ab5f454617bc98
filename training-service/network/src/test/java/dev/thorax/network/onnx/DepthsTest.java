package dev.thorax.network.onnx;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.junit.jupiter.api.Test;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.Padding;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.layer.WindowSize;
import dev.thorax.network.testing.Networks;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

/** Networks whose classifier sees maps of two depths, in the picture and its mirror image. */
class DepthsTest {
    private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();
    private static final int CLASSES = 3;
    private static final int SIDE = 16;
    private static final int UPPER = 5;
    private static final byte[] IMAGE =
            Networks.batch(depths(false), 1, CLASSES, 3).images();

    @Test
    void shouldLookWhereTheUpperMapsLookIfTheClassifierUsesOnlyThese() throws OrtException {
        float[][] heat = heat(depths(false), weights(0, UPPER), IMAGE);

        assertThat(heat).isDeepEqualTo(heat(only("upper"), onlyWeights(0, UPPER), IMAGE));
        assertThat(heat).hasDimensions(8, 8);
    }

    @Test
    void shouldStretchTheLowerMapsToTheSizeOfTheUpper() throws OrtException {
        float[][] heat = heat(depths(false), weights(UPPER, 2 * UPPER), IMAGE);
        float[][] lower = heat(only("lower"), onlyWeights(UPPER, 2 * UPPER), IMAGE);

        assertThat(lower).hasDimensions(4, 4);
        assertThat(heat).hasDimensions(8, 8);
        // Half-pixel positions: cell (1,1) of the larger lies a quarter of a cell from that of the smaller (Resize,
        // linear).
        double expected = 0.5625 * lower[0][0] + 0.1875 * (lower[0][1] + lower[1][0]) + 0.0625 * lower[1][1];
        assertThat((double) heat[1][1] / heat[0][0]).isEqualTo(expected / lower[0][0], withPrecision(1e-4));
    }

    @Test
    void shouldGoOnWithTheMeanOfThePictureAndItsMirrorImage() throws OrtException {
        Weights weights = weights(0, 2 * UPPER);
        float[] upright = features(depths(false), weights, IMAGE);
        float[] mirrored = features(depths(false), weights, mirror(IMAGE));

        float[] both = features(depths(true), weights, IMAGE);

        assertThat(both).isNotEqualTo(upright).hasSameSizeAs(upright);
        for (int i = 0; i < both.length; i++) {
            assertThat((double) both[i]).isEqualTo((upright[i] + mirrored[i]) / 2.0, withPrecision(1e-5));
        }
    }

    @Test
    void shouldSayTheSameOfAPictureAndItsMirrorImageAndLookAtThePictureAsItIs() throws OrtException {
        Weights weights = weights(0, 2 * UPPER);
        byte[] two = new byte[2 * IMAGE.length];
        System.arraycopy(IMAGE, 0, two, 0, IMAGE.length);
        System.arraycopy(mirror(IMAGE), 0, two, IMAGE.length, IMAGE.length);

        float[][] probabilities = probabilities(depths(true), weights, two);

        assertThat(probabilities[0]).containsExactly(probabilities[1], org.assertj.core.data.Offset.offset(1e-5f));
        assertThat(heat(depths(true), weights, IMAGE)).isDeepEqualTo(heat(depths(false), weights, IMAGE));
    }

    private static Architecture depths(boolean mirrored) {
        List<Node> nodes = new ArrayList<>(stem());
        nodes.add(new Node("upper_pool", List.of("upper"), new GlobalPool(Pooling.AVERAGE)));
        nodes.add(new Node("lower_pool", List.of("lower"), new GlobalPool(Pooling.AVERAGE)));
        nodes.add(new Node("depths", List.of("upper_pool", "lower_pool"), new Concat()));
        return new Architecture(new NetworkInput(SIDE, SIDE, 1, mirrored), nodes);
    }

    private static Architecture only(String depth) {
        List<Node> nodes = new ArrayList<>(depth.equals("upper") ? stem().subList(0, 1) : stem());
        nodes.add(new Node(depth + "_pool", List.of(depth), new GlobalPool(Pooling.AVERAGE)));
        return new Architecture(new NetworkInput(SIDE, SIDE, 1), nodes);
    }

    private static List<Node> stem() {
        return List.of(new Node("upper", List.of(Node.INPUT), conv()), new Node("lower", List.of("upper"), conv()));
    }

    private static Layer conv() {
        return new Conv(UPPER, WindowSize.square(3), 2, Padding.SAME, true, Activation.RELU);
    }

    /** Random, but the classifier uses only the values from {@code begin} to {@code end} of the pools side by side. */
    private static Weights weights(int begin, int end) {
        Weights weights = Networks.lively(depths(false), CLASSES, 8);
        float[] kernel = weights.byName().get(Node.OUTPUT).kernel().clone();
        for (int i = 0; i < kernel.length; i++) {
            boolean used = i / CLASSES >= begin && i / CLASSES < end;
            kernel[i] = used ? Math.abs(kernel[i]) : 0;
        }
        return weights.with(new Weights(List.of(new LayerWeights(
                Node.OUTPUT,
                Map.of(
                        WeightRole.KERNEL,
                        kernel,
                        WeightRole.BIAS,
                        weights.byName().get(Node.OUTPUT).bias())))));
    }

    /** The same for the network of one depth. */
    private static Weights onlyWeights(int begin, int end) {
        Weights both = weights(begin, end);
        float[] kernel =
                java.util.Arrays.copyOfRange(both.byName().get(Node.OUTPUT).kernel(), begin * CLASSES, end * CLASSES);
        return both.with(new Weights(List.of(new LayerWeights(
                Node.OUTPUT,
                Map.of(
                        WeightRole.KERNEL,
                        kernel,
                        WeightRole.BIAS,
                        both.byName().get(Node.OUTPUT).bias())))));
    }

    private static byte[] mirror(byte[] image) {
        byte[] mirrored = new byte[image.length];
        for (int i = 0; i < image.length; i++) {
            mirrored[i] = image[i / SIDE * SIDE + SIDE - 1 - i % SIDE];
        }
        return mirrored;
    }

    private static float[][] heat(Architecture architecture, Weights weights, byte[] images) throws OrtException {
        try (OrtSession session = ORT.createSession(OnnxExporter.gradcam(architecture, weights, CLASSES));
                OnnxTensor image = tensor(images);
                OnnxTensor label = OnnxTensor.createTensor(ORT, LongBuffer.wrap(new long[] {1}), new long[] {1});
                OrtSession.Result result = session.run(Map.of("image", image, "class", label))) {
            return ((float[][][]) result.get("heatmap").orElseThrow().getValue())[0];
        }
    }

    private static float[] features(Architecture architecture, Weights weights, byte[] images) throws OrtException {
        return run(OnnxExporter.features(architecture, weights), images, "features")[0];
    }

    private static float[][] probabilities(Architecture architecture, Weights weights, byte[] images)
            throws OrtException {
        return run(OnnxExporter.model(architecture, weights, CLASSES), images, "probabilities");
    }

    private static float[][] run(byte[] model, byte[] images, String output) throws OrtException {
        try (OrtSession session = ORT.createSession(model);
                OnnxTensor image = tensor(images);
                OrtSession.Result result = session.run(Map.of("image", image))) {
            return (float[][]) result.get(output).orElseThrow().getValue();
        }
    }

    private static OnnxTensor tensor(byte[] images) throws OrtException {
        long[] shape = {images.length / (SIDE * SIDE), SIDE, SIDE};
        return OnnxTensor.createTensor(ORT, ByteBuffer.wrap(images), shape, OnnxJavaType.UINT8);
    }
}
