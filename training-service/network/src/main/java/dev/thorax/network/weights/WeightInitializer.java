package dev.thorax.network.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.thorax.network.layer.TensorSpec;

/** Draws the weights of a tensor before the first step. */
final class WeightInitializer {
    private WeightInitializer() {}

    static float[] initialValues(TensorSpec spec, Random random) {
        float[] values = new float[spec.size()];
        switch (spec.role()) {
            case KERNEL -> glorot(values, spec.shape(), random);
            case GAMMA, VARIANCE -> Arrays.fill(values, 1);
            case BIAS, BETA, MEAN -> Arrays.fill(values, 0);
        }
        return values;
    }

    private static void glorot(float[] kernel, List<Integer> shape, Random random) {
        double limit = Math.sqrt(6.0 / fans(shape));
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
    }

    /**
     * Returns fan-in and fan-out together. For a depthwise kernel Keras takes its layout (rows, columns, in, multiplier) for
     * that of a full convolution. With a multiplier of 1 the result is the same as here.
     */
    private static double fans(List<Integer> shape) {
        int field = shape.stream().skip(2).reduce(1, Math::multiplyExact);
        return ((double) shape.get(0) + shape.get(1)) * field;
    }
}
