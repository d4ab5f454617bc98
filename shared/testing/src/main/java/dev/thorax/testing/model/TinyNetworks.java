package dev.thorax.testing.model;

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

import dev.thorax.contracts.model.TensorNames;

/**
 * Writes real {@code model.onnx} and {@code gradcam.onnx} files with random weights: one convolution, global average pool,
 * one dense layer. They take images of any size. The heat map is the sum of the channels weighted by the class's row of the
 * dense layer, above zero, over its maximum. The row of the last class is negative, so its heat map is zero everywhere.
 */
public final class TinyNetworks {
    private static final int FLOAT = 1;
    private static final int UINT8 = 2;
    private static final int INT64 = 7;
    private static final int CHANNELS = 8;
    private static final int SLOW_CHANNELS = 32;
    private static final int SLOW_LAYERS = 5;

    private final GraphProto.Builder graph;
    private final Random random;

    private TinyNetworks(String name, long seed) {
        this.graph = GraphProto.newBuilder().setName(name);
        this.random = new Random(seed);
    }

    /** Returns a {@code model.onnx}: {@code image: uint8[N,H,W]} to {@code probabilities: float32[N,classes]}. */
    public static byte[] model(int classes, long seed) {
        TinyNetworks network = new TinyNetworks("model", seed);
        network.forward(classes);
        network.softmax();
        return network.bytes();
    }

    /**
     * Returns a {@code model.onnx} whose output {@code distances} is the mean of all pixels, in [0,255], and 0: a bright picture is
     * unlike the others.
     */
    public static byte[] gatedModel(int classes, long seed) {
        TinyNetworks network = new TinyNetworks("model", seed);
        network.forward(classes);
        network.softmax();
        network.floats("nothing", 0);
        network.node("ReduceMean", "bright", "x")
                .addAttribute(wholes("axes", 1, 2))
                .addAttribute(whole("keepdims", 0));
        network.node("Unsqueeze", "first", "bright", "one");
        network.node("Mul", "second", "first", "nothing");
        network.node("Concat", TensorNames.DISTANCES, "first", "second").addAttribute(whole("axis", 1));
        network.graph.addOutput(value(TensorNames.DISTANCES, FLOAT, "N", "D"));
        return network.bytes();
    }

    /** Returns a {@code lungs.onnx} that takes bright pixels for lung: {@code image: uint8[N,H,W]} to {@code mask: float32[N,H,W]}. */
    public static byte[] lungs() {
        TinyNetworks network = new TinyNetworks("lungs", 1);
        network.floats("scale", 1 / 255f);
        network.node("Cast", "x", TensorNames.IMAGE).addAttribute(whole("to", FLOAT));
        network.node("Mul", TensorNames.MASK, "x", "scale");
        network.graph.addOutput(value(TensorNames.MASK, FLOAT, "N", "H", "W"));
        return network.ofImage();
    }

    /** Returns a {@code model.onnx} that takes some tenths of a second for an image of 512 x 512 px. */
    public static byte[] slowModel(int classes, long seed) {
        TinyNetworks network = new TinyNetworks("model", seed);
        network.inputPlanes();
        network.convolution("slow-0", "planes", 1, SLOW_CHANNELS, 1);
        for (int layer = 1; layer < SLOW_LAYERS; layer++) {
            network.convolution("slow-" + layer, "slow-" + (layer - 1), SLOW_CHANNELS, SLOW_CHANNELS, 1);
        }
        network.convolution("convolved", "slow-" + (SLOW_LAYERS - 1), SLOW_CHANNELS, CHANNELS, 4);
        network.head(classes);
        network.softmax();
        return network.bytes();
    }

    /** Returns a {@code model.onnx} whose output {@code probabilities} holds logits, which are no probabilities. */
    public static byte[] modelWithoutSoftmax(int classes, long seed) {
        TinyNetworks network = new TinyNetworks("model", seed);
        network.forward(classes);
        network.node("Identity", TensorNames.PROBABILITIES, "logits");
        return network.bytes();
    }

    /**
     * Returns a {@code gradcam.onnx}: {@code image: uint8[N,H,W], class: int64[N]} to {@code heatmap: float32[N,h,w]}, a quarter of
     * the image's sides, and {@code probabilities: float32[N,classes]}.
     */
    public static byte[] gradCam(int classes, long seed) {
        TinyNetworks network = new TinyNetworks("gradcam", seed);
        network.forward(classes);
        network.softmax();
        network.backward();
        network.graph
                .addInput(value(TensorNames.CLASS, INT64, "N"))
                .addOutput(value(TensorNames.HEATMAP, FLOAT, "N", "h", "w"));
        return network.bytes();
    }

    private byte[] bytes() {
        graph.addOutput(value(TensorNames.PROBABILITIES, FLOAT, "N", "C"));
        return ofImage();
    }

    private byte[] ofImage() {
        graph.addInput(0, value(TensorNames.IMAGE, UINT8, "N", "H", "W"));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private void forward(int classes) {
        inputPlanes();
        convolution("convolved", "planes", 1, CHANNELS, 4);
        head(classes);
    }

    private void convolution(String output, String input, int from, int to, int stride) {
        random(output + "-filters", 0.4f / from, to, from, 3, 3);
        node("Conv", output, input, output + "-filters")
                .addAttribute(wholes("strides", stride, stride))
                .addAttribute(wholes("pads", 1, 1, 1, 1));
    }

    private void inputPlanes() {
        floats("scale", 1 / 255f);
        longs("one", 1);
        node("Cast", "x", TensorNames.IMAGE).addAttribute(whole("to", FLOAT));
        node("Mul", "scaled", "x", "scale");
        node("Unsqueeze", "planes", "scaled", "one");
    }

    private void head(int classes) {
        TensorProto.Builder dense = random("dense", 1.5f, classes, CHANNELS);
        for (int i = (classes - 1) * CHANNELS; i < classes * CHANNELS; i++) {
            dense.setFloatData(i, -Math.abs(dense.getFloatData(i)));
        }
        node("Relu", "maps", "convolved");
        node("GlobalAveragePool", "pooled", "maps");
        node("Flatten", "features", "pooled");
        node("Gemm", "logits", "features", "dense").addAttribute(whole("transB", 1));
    }

    private void softmax() {
        node("Softmax", TensorNames.PROBABILITIES, "logits").addAttribute(whole("axis", -1));
    }

    private void backward() {
        floats("tiny", 1e-6f);
        longs("two-three", 2, 3);
        node("Gather", "weights", "dense", TensorNames.CLASS).addAttribute(whole("axis", 0));
        node("Unsqueeze", "channel-weights", "weights", "two-three");
        node("Mul", "weighted", "maps", "channel-weights");
        node("ReduceSum", "sum", "weighted", "one").addAttribute(whole("keepdims", 0));
        node("Relu", "positive", "sum");
        node("ReduceMax", "most", "positive").addAttribute(wholes("axes", 1, 2)).addAttribute(whole("keepdims", 1));
        node("Max", "divisor", "most", "tiny");
        node("Div", TensorNames.HEATMAP, "positive", "divisor");
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
