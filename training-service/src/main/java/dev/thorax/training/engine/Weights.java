package dev.thorax.training.engine;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.architecture.Layer;
import dev.thorax.training.architecture.Shape;

/**
 * The weights of a network, in an order that belongs to no engine.
 *
 * @param layers one entry for each layer that has weights, in order, the output layer last
 */
public record Weights(List<OfLayer> layers) {

    /**
     * The weights of a layer.
     *
     * @param kernel of a convolution float32[out, in, rows, columns]; of a dense layer float32[in, out], where {@code in}
     *     after a flatten runs over channels, rows, columns
     * @param bias float32[out]
     */
    public record OfLayer(float[] kernel, float[] bias) {}

    /** Random weights: Glorot uniform kernels (Glorot and Bengio 2010), biases 0. */
    public static Weights random(Architecture architecture, int classes, long seed) {
        Random random = new Random(seed);
        List<Layer> layers = architecture.layersWithOutput(classes);
        List<Shape> shapes = architecture.shapes();
        return new Weights(IntStream.range(0, layers.size())
                .filter(i -> layers.get(i).parameters(shapes.get(i)) > 0)
                .mapToObj(i -> random(layers.get(i), shapes.get(i), random))
                .toList());
    }

    private static OfLayer random(Layer layer, Shape in, Random random) {
        int bias = layer.shape(in).channels();
        int field = layer instanceof Layer.Conv conv ? conv.kernel() * conv.kernel() : 1;
        int fanIn = layer instanceof Layer.Conv ? in.channels() * field : in.size();
        float[] kernel = new float[layer.parameters(in) - bias];
        double limit = Math.sqrt(6.0 / (fanIn + bias * field));
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
        return new OfLayer(kernel, new float[bias]);
    }
}
