package dev.thorax.worker.checkpoint;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;

/** Weights as bytes: count of layers, of each its name and tensors, of each its role, length and float32 values, big-endian. */
final class WeightsFormat {
    private WeightsFormat() {}

    static void write(DataOutputStream out, Weights weights) throws IOException {
        out.writeInt(weights.layers().size());
        for (LayerWeights layer : weights.layers()) {
            out.writeUTF(layer.layer());
            out.writeInt(layer.tensors().size());
            for (Map.Entry<WeightRole, float[]> tensor : layer.tensors().entrySet()) {
                out.writeUTF(tensor.getKey().name());
                ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * tensor.getValue().length);
                bytes.asFloatBuffer().put(tensor.getValue());
                out.writeInt(tensor.getValue().length);
                out.write(bytes.array());
            }
        }
    }

    static Weights read(DataInputStream in) throws IOException {
        List<LayerWeights> layers = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            Map<WeightRole, float[]> tensors = new EnumMap<>(WeightRole.class);
            for (int more = in.readInt(); more > 0; more--) {
                tensors.put(WeightRole.valueOf(in.readUTF()), tensor(in));
            }
            layers.add(new LayerWeights(name, tensors));
        }
        return new Weights(layers);
    }

    private static float[] tensor(DataInputStream in) throws IOException {
        long length = (long) Float.BYTES * in.readInt();
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A tensor of " + length + " bytes cannot be.");
        }
        byte[] bytes = readBytes(in, (int) length);
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }

    /** Reads bytes as they come, so that a damaged length takes no more memory than the file is long. */
    static byte[] readBytes(DataInputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The checkpoint ends early.");
        }
        return bytes;
    }
}
