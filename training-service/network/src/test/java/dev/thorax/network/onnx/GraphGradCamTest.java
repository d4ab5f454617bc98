package dev.thorax.network.onnx;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.ActivationLayer;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.Dropout;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.PaddingAmounts;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.testing.Networks;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Grad-CAM of networks that branch, against differences of scores where a map is lifted a little. */
class GraphGradCamTest {
    private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();
    private static final int CLASSES = 3;
    private static final float STEP = 5e-3f;

    @ParameterizedTest
    @CsvSource({
        "average, mixed",
        "max, mixed",
        "pools, mixed",
        "scaled pools, mixed",
        "flatten, mixed",
        "add, sum",
        "activation, preact"
    })
    void shouldGiveTheHeatMapOfDifferences(String head, String maps) throws OrtException {
        Architecture architecture = architecture(head);
        Weights weights = Networks.lively(architecture, CLASSES, 4);
        Batch batch = Networks.batch(architecture, 1, CLASSES, 1);
        boolean hot = false;
        for (int target = 0; target < CLASSES; target++) {
            float[][] expected = byDifferences(architecture, weights, batch, maps, target);
            float[][] heat = heat(architecture, weights, batch, target);

            assertThat(heat).hasDimensions(expected.length, expected[0].length);
            for (int y = 0; y < heat.length; y++) {
                for (int x = 0; x < heat[0].length; x++) {
                    assertThat(heat[y][x]).isBetween(expected[y][x] - 1e-2f, expected[y][x] + 1e-2f);
                    hot |= heat[y][x] > 0;
                }
            }
        }
        assertThat(hot).as("some class has a region that speaks for it").isTrue();
    }

    @Test
    void shouldSayThatAHeadMayNotBranch() {
        List<Node> nodes = new ArrayList<>(Networks.everything().nodes());
        nodes.add(new Node("joined", List.of("dense", "dense2"), new Concat()));
        Architecture architecture = new Architecture(Networks.everything().input(), nodes);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxExporter.gradcam(architecture, Weights.random(architecture, CLASSES, 1), CLASSES))
                .withMessage("Grad-CAM cannot be written: joined joins several vectors "
                        + "other than global pools; join maps instead, before flatten or a global pool.");
    }

    private static Architecture architecture(String head) {
        Architecture everything = Networks.everything();
        List<Node> nodes = new ArrayList<>(everything.nodes());
        nodes.removeIf(node -> List.of("global", "dense", "head_bn", "dense2").contains(node.name()));
        switch (head) {
            case "average" -> {
                return everything;
            }
            case "max" -> {
                nodes.add(new Node(new GlobalPool(Pooling.MAX)));
                nodes.add(new Node(new Dense(9, Activation.RELU)));
                nodes.add(new Node(BatchNorm.KERAS));
            }
            case "pools", "scaled pools" -> {
                nodes.add(new Node("average_pool", List.of("half"), new GlobalPool(Pooling.AVERAGE)));
                nodes.add(new Node("max_pool", List.of("half"), new GlobalPool(Pooling.MAX)));
                nodes.add(new Node("pools", List.of("average_pool", "max_pool"), new Concat()));
                if (head.equals("scaled pools")) {
                    nodes.add(new Node(BatchNorm.KERAS));
                    nodes.add(new Node(new Dense(9, Activation.RELU)));
                }
            }
            case "flatten" -> {
                nodes.add(new Node(new Flatten()));
                nodes.add(new Node(new BatchNorm(1e-3, 0.9, false)));
                nodes.add(new Node(new Dropout(0.5)));
                nodes.add(new Node(new Dense(9, Activation.IDENTITY)));
                nodes.add(new Node(new ActivationLayer(Activation.RELU6)));
            }
            default -> {
                nodes.removeIf(node ->
                        List.of("row", "column", "average", "mixed", "half").contains(node.name()));
                nodes.removeIf(node -> head.equals("add") && node.name().startsWith("preact"));
                nodes.add(new Node(head.equals("add") ? new Flatten() : new GlobalPool(Pooling.AVERAGE)));
                nodes.add(new Node(new Dropout(0.5)));
                nodes.add(new Node(new Dense(9, Activation.RELU)));
                nodes.add(new Node(new Scale(-0.5, 1)));
            }
        }
        return new Architecture(everything.input(), nodes);
    }

    private static float[][] byDifferences(
            Architecture architecture, Weights weights, Batch batch, String maps, int target) throws OrtException {
        float[] values = maps(architecture, weights, batch, maps);
        Shape shape = architecture.shapesByName(CLASSES).get(maps);
        int positions = shape.height() * shape.width();
        float[] lifted = new float[2 * shape.channels() * values.length];
        for (int i = 0; i < lifted.length; i++) {
            int run = i / values.length;
            boolean moves = i % values.length / positions == run / 2;
            lifted[i] = values[i % values.length] + (moves ? (run % 2 == 0 ? STEP : -STEP) : 0);
        }
        float[][] scores = scores(architecture, weights, maps, shape, lifted);
        float[][] heat = new float[shape.height()][shape.width()];
        for (int i = 0; i < values.length; i++) {
            int channel = i / positions;
            float weight = (scores[2 * channel][target] - scores[2 * channel + 1][target]) / (2 * STEP * positions);
            heat[i % positions / shape.width()][i % shape.width()] += weight * values[i];
        }
        return normalised(heat);
    }

    private static float[][] normalised(float[][] heat) {
        float largest = 0;
        for (float[] row : heat) {
            for (int x = 0; x < row.length; x++) {
                row[x] = Math.max(0, row[x]);
                largest = Math.max(largest, row[x]);
            }
        }
        for (float[] row : heat) {
            for (int x = 0; x < row.length; x++) {
                row[x] /= largest == 0 ? 1 : largest;
            }
        }
        return heat;
    }

    private static float[] maps(Architecture architecture, Weights weights, Batch batch, String maps)
            throws OrtException {
        OnnxGraph graph = new OnnxGraph("maps");
        ForwardPassWriter forward = new ForwardPassWriter(graph, architecture, weights, CLASSES, 1);
        forward.write(InputWriter.grey(graph, architecture.input()));
        Shape shape = forward.shape(maps);
        graph.output("maps", graph.node("Flatten", forward.value(maps)), shape.size());
        try (OnnxTensor image = image(architecture, batch)) {
            return run(graph.toBytes(), Map.of("image", image), "maps")[0];
        }
    }

    /** Scores before softmax, float32[N, classes], of the layers behind {@code maps}. */
    private static float[][] scores(
            Architecture architecture, Weights weights, String maps, Shape shape, float[] lifted) throws OrtException {
        OnnxGraph graph = new OnnxGraph("head");
        String value = graph.input("maps", TensorProto.DataType.FLOAT, shape.channels(), shape.height(), shape.width());
        Map<String, Shape> shapes = architecture.shapesByName(CLASSES);
        Map<String, String> values = new HashMap<>(Map.of(maps, value));
        for (Node node : architecture.nodesWithOutput(CLASSES)) {
            if (values.keySet().containsAll(node.from())) {
                String[] inputs = node.from().stream().map(values::get).toArray(String[]::new);
                LayerWeights tensors = weights.byName().get(node.name());
                Shape in = shapes.get(node.from().get(0));
                LayerWriter writer = new LayerWriter(graph, tensors, in, PaddingAmounts.NONE, inputs);
                values.put(node.name(), node.layer().accept(writer));
            }
        }
        graph.output("scores", values.get(Node.OUTPUT), CLASSES);
        long[] dimensions = {lifted.length / shape.size(), shape.channels(), shape.height(), shape.width()};
        try (OnnxTensor tensor = OnnxTensor.createTensor(ORT, FloatBuffer.wrap(lifted), dimensions)) {
            return run(graph.toBytes(), Map.of("maps", tensor), "scores");
        }
    }

    private static float[][] heat(Architecture architecture, Weights weights, Batch batch, int target)
            throws OrtException {
        try (OrtSession session = ORT.createSession(OnnxExporter.gradcam(architecture, weights, CLASSES));
                OnnxTensor image = image(architecture, batch);
                OnnxTensor label = OnnxTensor.createTensor(ORT, LongBuffer.wrap(new long[] {target}), new long[] {1});
                OrtSession.Result result = session.run(Map.of("image", image, "class", label))) {
            return ((float[][][]) result.get("heatmap").orElseThrow().getValue())[0];
        }
    }

    private static float[][] run(byte[] model, Map<String, ? extends OnnxTensorLike> inputs, String output)
            throws OrtException {
        try (OrtSession session = ORT.createSession(model);
                OrtSession.Result result = session.run(inputs)) {
            return (float[][]) result.get(output).orElseThrow().getValue();
        }
    }

    private static OnnxTensor image(Architecture architecture, Batch batch) throws OrtException {
        long[] shape = {
            batch.size(), architecture.input().height(), architecture.input().width()
        };
        return OnnxTensor.createTensor(ORT, ByteBuffer.wrap(batch.images()), shape, OnnxJavaType.UINT8);
    }
}
