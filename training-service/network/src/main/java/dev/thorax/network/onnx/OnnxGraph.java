package dev.thorax.network.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

/**
 * Builds an ONNX model node by node, with the operators of opset 17 (https://onnx.ai/onnx/operators), which ONNX Runtime
 * runs on CPU and CUDA.
 */
final class OnnxGraph {
    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;
    private static final String BATCH = "N";

    private final GraphProto.Builder graph;
    private int values;

    OnnxGraph(String name) {
        this.graph = GraphProto.newBuilder().setName(name);
    }

    /** Declares an input whose first dimension is the batch. */
    String input(String name, TensorProto.DataType type, int... dimensions) {
        graph.addInput(valueInfo(name, type, dimensions));
        return name;
    }

    /** Declares {@code value} as the output {@code name}, whose first dimension is the batch. */
    void output(String name, String value, int... dimensions) {
        graph.addNode(
                NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(name));
        graph.addOutput(valueInfo(name, TensorProto.DataType.FLOAT, dimensions));
    }

    /** Adds a node and returns the name of its only output. */
    String node(String operator, AttributeProto[] attributes, String... inputs) {
        String output = operator + "_" + values++;
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType(operator).setName(output).addOutput(output);
        for (String input : inputs) {
            node.addInput(input);
        }
        for (AttributeProto attribute : attributes) {
            node.addAttribute(attribute);
        }
        graph.addNode(node);
        return output;
    }

    /** Adds a node without attributes. */
    String node(String operator, String... inputs) {
        return node(operator, new AttributeProto[0], inputs);
    }

    /** Adds a node that sorts out the largest values of each row, descending, and returns its name. */
    String largest(String rows, int count) {
        String output = "TopK_" + values++;
        graph.addNode(NodeProto.newBuilder()
                .setOpType("TopK")
                .setName(output)
                .addInput(rows)
                .addInput(constant((long) count))
                .addOutput(output)
                .addOutput(output + "_indices"));
        return output;
    }

    /** Adds a constant float32 tensor. */
    String constant(float[] data, int... dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(data);
        return constant(TensorProto.DataType.FLOAT, bytes, dimensions);
    }

    /** Adds a constant float32 tensor of rounded values. */
    String constant(double[] data, int... dimensions) {
        float[] rounded = new float[data.length];
        for (int i = 0; i < data.length; i++) {
            rounded[i] = (float) data[i];
        }
        return constant(rounded, dimensions);
    }

    /** Adds a constant int64 vector: a shape, or axes. */
    String constant(long... data) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(data);
        return constant(TensorProto.DataType.INT64, bytes, data.length);
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto attribute(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    static AttributeProto attribute(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto attribute(String name, long[] value) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long v : value) {
            attribute.addInts(v);
        }
        return attribute.build();
    }

    static AttributeProto[] attributes(AttributeProto... attributes) {
        return attributes;
    }

    /** Returns the bytes of the {@code .onnx} file. */
    byte[] toBytes() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("thorax")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private String constant(TensorProto.DataType type, ByteBuffer data, int... dimensions) {
        String name = "constant_" + values++;
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(UnsafeByteOperations.unsafeWrap(data.rewind()));
        for (int dimension : dimensions) {
            tensor.addDims(dimension);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private static ValueInfoProto valueInfo(String name, TensorProto.DataType type, int... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
        for (int dimension : dimensions) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
