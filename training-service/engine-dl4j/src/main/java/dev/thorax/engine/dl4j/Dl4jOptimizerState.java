package dev.thorax.engine.dl4j;

import java.nio.ByteBuffer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Converts Adam's state to bytes and back: the step count as int64, then the moments as float32, big-endian. */
final class Dl4jOptimizerState {
    private Dl4jOptimizerState() {}

    static byte[] save(int steps, INDArray moments) {
        float[] values =
                moments == null ? new float[0] : moments.dup('c').data().asFloat();
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + Float.BYTES * values.length);
        bytes.putLong(steps);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    static int steps(byte[] state) {
        return Math.toIntExact(ByteBuffer.wrap(state).getLong());
    }

    static void restore(byte[] state, INDArray moments) {
        if (moments == null) {
            return;
        }
        float[] values = new float[(state.length - Long.BYTES) / Float.BYTES];
        ByteBuffer.wrap(state, Long.BYTES, state.length - Long.BYTES)
                .slice()
                .asFloatBuffer()
                .get(values);
        try (INDArray copy = Nd4j.create(values, moments.shape(), 'c')) {
            moments.assign(copy);
        }
    }
}
