package dev.thorax.network.onnx;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.junit.jupiter.api.Test;

import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.ActivationLayer;
import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.AvgPool;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.DepthwiseConv;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Padding;
import dev.thorax.network.layer.PaddingAmounts;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.layer.WindowSize;
import dev.thorax.network.layer.ZeroPad;
import dev.thorax.network.weights.LayerWeights;

import static org.assertj.core.api.Assertions.assertThat;

/** Each layer alone, against values worked out by hand from what TensorFlow documents. */
class LayerExportTest {
    private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();
    private static final WindowSize SQUARE = WindowSize.square(3);

    /** What stands for 0 around maps. */
    private static final float SMALLEST = Float.MIN_NORMAL;

    /** 1 to 16 in four rows. */
    private static final float[] FOUR = count(16);

    /** 1 to 9 in three rows. */
    private static final float[] THREE = count(9);

    @Test
    void shouldPadBottomAndRightWhereAnEvenSideIsHalved() throws OrtException {
        Layer conv = new Conv(1, SQUARE, 2, Padding.SAME, false, Activation.IDENTITY);

        // Sums over rows 0-2 and 2-4, columns likewise; row and column 4 are zeros.
        assertThat(run(conv, kernel(9), new Shape(1, 4, 4), FOUR))
                .containsExactly(
                        1 + 2 + 3 + 5 + 6 + 7 + 9 + 10 + 11,
                        3 + 4 + 7 + 8 + 11 + 12,
                        9 + 10 + 11 + 13 + 14 + 15,
                        11 + 12 + 15 + 16);
    }

    @Test
    void shouldPadAllAroundWhereAnOddSideIsHalved() throws OrtException {
        Layer conv = new Conv(1, SQUARE, 2, Padding.SAME, false, Activation.IDENTITY);

        assertThat(run(conv, kernel(9), new Shape(1, 3, 3), THREE))
                .containsExactly(1 + 2 + 4 + 5, 2 + 3 + 5 + 6, 4 + 5 + 7 + 8, 5 + 6 + 8 + 9);
    }

    @Test
    void shouldConvolveWithRowsAndColumnsOfAKernel() throws OrtException {
        Layer row = new Conv(1, new WindowSize(1, 3), 1, Padding.SAME, true, Activation.RELU);
        LayerWeights weights = new LayerWeights(
                "x", Map.of(WeightRole.KERNEL, new float[] {-1, 0, 1}, WeightRole.BIAS, new float[] {0.5f}));

        // Right neighbour less left one, plus a half; what is below 0 is cut off.
        assertThat(run(row, weights, new Shape(1, 3, 3), THREE))
                .containsExactly(2.5f, 2.5f, 0, 5.5f, 2.5f, 0, 8.5f, 2.5f, 0);
    }

    @Test
    void shouldConvolveEachChannelByItself() throws OrtException {
        Layer conv = new DepthwiseConv(WindowSize.square(2), 1, Padding.VALID, 2, false);
        float[] image = {1, 2, 3, 4, 10, 20, 30, 40};
        float[] kernel = {1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 2, 0, 0};

        // The outputs of one input stand side by side.
        assertThat(run(conv, new LayerWeights("x", Map.of(WeightRole.KERNEL, kernel)), new Shape(2, 2, 2), image))
                .containsExactly(1, 4, 100, 40);
    }

    @Test
    void shouldNotCountPaddingInAnAverage() throws OrtException {
        assertThat(run(new AvgPool(3, 1, Padding.SAME), null, new Shape(1, 3, 3), THREE))
                .containsExactly(3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 7);
        assertThat(run(new AvgPool(3, 2, Padding.SAME), null, new Shape(1, 4, 4), FOUR))
                .containsExactly(6, 7.5f, 12, 13.5f);
    }

    @Test
    void shouldPool() throws OrtException {
        assertThat(run(new MaxPool(3, 2, Padding.SAME), null, new Shape(1, 4, 4), FOUR))
                .containsExactly(11, 12, 15, 16);
        assertThat(run(new MaxPool(3, 2, Padding.VALID), null, new Shape(1, 4, 4), FOUR))
                .containsExactly(11);
        assertThat(run(new MaxPool(1, 2, Padding.VALID), null, new Shape(1, 3, 3), THREE))
                .containsExactly(1, 3, 7, 9);
        assertThat(run(new GlobalPool(Pooling.MAX), null, new Shape(1, 4, 4), FOUR))
                .containsExactly(16);
        assertThat(run(new GlobalPool(Pooling.AVERAGE), null, new Shape(1, 4, 4), FOUR))
                .containsExactly(8.5f);
    }

    @Test
    void shouldNormalise() throws OrtException {
        Map<WeightRole, float[]> tensors = Map.of(
                WeightRole.GAMMA, new float[] {3, 1},
                WeightRole.BETA, new float[] {1, 0},
                WeightRole.MEAN, new float[] {2, 10},
                WeightRole.VARIANCE, new float[] {3, 24});
        float[] image = {2, 4, 10, 20};
        Shape shape = new Shape(2, 1, 2);

        // sqrt(3 + 1) = 2 and sqrt(24 + 1) = 5.
        BatchNorm scaled = new BatchNorm(1.0, 0.99, true);
        assertThat(run(scaled, new LayerWeights("x", tensors), shape, image)).containsExactly(1, 4, 0, 2);
        BatchNorm unscaled = new BatchNorm(1.0, 0.99, false);
        assertThat(run(unscaled, new LayerWeights("x", tensors), shape, image)).containsExactly(1, 2, 0, 2);
    }

    @Test
    void shouldPadScaleAndCutOff() throws OrtException {
        Shape pair = new Shape(1, 1, 2);
        assertThat(run(new ZeroPad(1, 0, 0, 2), null, pair, new float[] {1, 2}))
                .usingComparatorWithPrecision(SMALLEST)
                .containsExactly(0, 0, 0, 0, 1, 2, 0, 0);
        assertThat(run(new Scale(2, -1), null, pair, new float[] {0, 1})).containsExactly(-1, 1);
        assertThat(run(new ActivationLayer(Activation.RELU6), null, pair, new float[] {-1, 7}))
                .containsExactly(0, 6);
    }

    /** ResNet's pool takes from a convolution without activation, so that a zero around it may be the largest. */
    @Test
    void shouldCountZerosAroundWhatIsPooled() throws OrtException {
        OnnxGraph graph = new OnnxGraph("padded");
        Shape in = new Shape(1, 1, 3);
        String image = graph.input("image", TensorProto.DataType.FLOAT, 1, 1, 3);
        ZeroPad pad = new ZeroPad(0, 0, 1, 1);
        String padded = pad.accept(new LayerWriter(graph, null, in, PaddingAmounts.NONE, image));
        LayerWriter writer = new LayerWriter(graph, null, pad.shape(in), PaddingAmounts.NONE, padded);
        String pooled = new MaxPool(2).accept(writer);

        assertThat(run(graph, pooled, new Shape(1, 1, 2), in, new float[] {-3, -2, -1}))
                .containsExactly(SMALLEST, SMALLEST);
    }

    @Test
    void shouldJoin() throws OrtException {
        Shape pair = new Shape(1, 1, 2);
        float[] image = {1, 2};
        assertThat(run(new Add(), null, pair, image, image, image)).containsExactly(3, 6);
        assertThat(run(new Concat(), null, pair, image, image)).containsExactly(1, 2, 1, 2);
    }

    /** What leaves {@code layer} where each of {@code images} enters it. */
    private static float[] run(Layer layer, LayerWeights weights, Shape in, float[]... images) throws OrtException {
        OnnxGraph graph = new OnnxGraph("layer");
        String image = graph.input("image", TensorProto.DataType.FLOAT, in.channels(), in.height(), in.width());
        String[] inputs = new String[images.length];
        Arrays.fill(inputs, image);
        Shape out = layer.shape(Collections.nCopies(images.length, in));
        String output = layer.accept(new LayerWriter(graph, weights, in, PaddingAmounts.NONE, inputs));
        return run(graph, output, out, in, images[0]);
    }

    private static float[] run(OnnxGraph graph, String output, Shape out, Shape in, float[] image) throws OrtException {
        graph.output("out", graph.node("Flatten", output), out.size());
        long[] shape = {1, in.channels(), in.height(), in.width()};
        try (OrtSession session = ORT.createSession(graph.toBytes());
                OnnxTensor tensor = OnnxTensor.createTensor(ORT, FloatBuffer.wrap(image), shape);
                OrtSession.Result result = session.run(Map.of("image", tensor))) {
            return ((float[][]) result.get("out").orElseThrow().getValue())[0];
        }
    }

    private static LayerWeights kernel(int ones) {
        float[] kernel = new float[ones];
        Arrays.fill(kernel, 1);
        return new LayerWeights("x", Map.of(WeightRole.KERNEL, kernel));
    }

    private static float[] count(int to) {
        float[] values = new float[to];
        for (int i = 0; i < to; i++) {
            values[i] = i + 1;
        }
        return values;
    }
}
