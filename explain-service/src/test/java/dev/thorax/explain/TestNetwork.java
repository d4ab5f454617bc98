package dev.thorax.explain;

import java.util.List;
import java.util.Random;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * A real {@code gradcam.onnx} with random weights: one convolution, global average pool, one dense layer; its Grad-CAM is
 * the sum of the channels weighted by the class's row of the dense layer, above zero, over its maximum. Nothing speaks for
 * the last class: its row is negative, so its heat map is zero.
 */
final class TestNetwork {
    private static final int FLOAT = 1;
    private static final int UINT8 = 2;
    private static final int INT64 = 7;
    private static final int CHANNELS = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("gradcam");
    private final Random random;

    private TestNetwork(long seed) {
        this.random = new Random(seed);
    }

    /** {@code image: uint8[N,H,W], class: int64[N]} to {@code heatmap: float32[N,h,w]} and {@code probabilities}. */
    static byte[] gradCam(int classes, long seed) {
        TestNetwork network = new TestNetwork(seed);
        network.forward(classes);
        network.backward();
        network.graph
                .addInput(value("image", UINT8, "N", "H", "W"))
                .addInput(value("class", INT64, "N"))
                .addOutput(value("heatmap", FLOAT, "N", "h", "w"))
                .addOutput(value("probabilities", FLOAT, "N", "C"));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(network.graph)
                .build()
                .toByteArray();
    }

    private void forward(int classes) {
        random("filters", 0.4f, CHANNELS, 1, 3, 3);
        TensorProto.Builder dense = random("dense", 1.5f, classes, CHANNELS);
        for (int i = (classes - 1) * CHANNELS; i < classes * CHANNELS; i++) {
            dense.setFloatData(i, -Math.abs(dense.getFloatData(i)));
        }
        floats("scale", 1 / 255f);
        longs("one", 1);
        longs("two-three", 2, 3);
        node("Cast", "x", "image").addAttribute(whole("to", FLOAT));
        node("Mul", "scaled", "x", "scale");
        node("Unsqueeze", "planes", "scaled", "one");
        node("Conv", "convolved", "planes", "filters")
                .addAttribute(wholes("strides", 4, 4))
                .addAttribute(wholes("pads", 1, 1, 1, 1));
        node("Relu", "maps", "convolved");
        node("GlobalAveragePool", "pooled", "maps");
        node("Flatten", "features", "pooled");
        node("Gemm", "logits", "features", "dense").addAttribute(whole("transB", 1));
        node("Softmax", "probabilities", "logits").addAttribute(whole("axis", -1));
    }

    private void backward() {
        floats("tiny", 1e-6f);
        node("Gather", "weights", "dense", "class").addAttribute(whole("axis", 0));
        node("Unsqueeze", "channel-weights", "weights", "two-three");
        node("Mul", "weighted", "maps", "channel-weights");
        node("ReduceSum", "sum", "weighted", "one").addAttribute(whole("keepdims", 0));
        node("Relu", "positive", "sum");
        node("ReduceMax", "most", "positive").addAttribute(wholes("axes", 1, 2)).addAttribute(whole("keepdims", 1));
        node("Max", "divisor", "most", "tiny");
        node("Div", "heatmap", "positive", "divisor");
    }

    private NodeProto.Builder node(String type, String output, String... inputs) {
        return graph.addNodeBuilder()
                .setOpType(type)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    private TensorProto.Builder random(String name, float spread, long... shape) {
        TensorProto.Builder tensor = graph.addInitializerBuilder().setName(name).setDataType(FLOAT);
        long count = 1;
        for (long side : shape) {
            tensor.addDims(side);
            count *= side;
        }
        for (long i = 0; i < count; i++) {
            tensor.addFloatData((float) random.nextGaussian() * spread);
        }
        return tensor;
    }

    private void floats(String name, float value) {
        graph.addInitializerBuilder().setName(name).setDataType(FLOAT).addFloatData(value);
    }

    private void longs(String name, long... values) {
        TensorProto.Builder tensor =
                graph.addInitializerBuilder().setName(name).setDataType(INT64).addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
    }

    private static AttributeProto whole(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto wholes(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static ValueInfoProto value(String name, int type, String... sides) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String side : sides) {
            shape.addDimBuilder().setDimParam(side);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }
}
