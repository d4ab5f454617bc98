package dev.thorax.network.testing;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.NetworkOutput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.ActivationLayer;
import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.AvgPool;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.DepthwiseConv;
import dev.thorax.network.layer.Dropout;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Padding;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.TensorSpec;
import dev.thorax.network.layer.Upsample;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.layer.WindowSize;
import dev.thorax.network.layer.ZeroPad;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;


/** The two published networks, and images to feed them. */
public final class Networks {
    private Networks() {}

    public static Architecture convnet50() {
        return new Architecture(
                new NetworkInput(50, 50, 3),
                List.of(
                        new Conv(32, 3, Activation.RELU),
                        new MaxPool(2),
                        new Dropout(0.5),
                        new Flatten(),
                        new Dense(256, Activation.RELU)));
    }

    public static Architecture cnn4() {
        return new Architecture(
                new NetworkInput(224, 224, 3),
                List.of(
                        new Conv(64, 3, Activation.RELU),
                        new MaxPool(2),
                        new Conv(64, 3, Activation.RELU),
                        new MaxPool(2),
                        new Conv(128, 3, Activation.RELU),
                        new MaxPool(2),
                        new Conv(64, 3, Activation.RELU),
                        new MaxPool(2),
                        new Flatten(),
                        new Dropout(0.5),
                        new Dense(512, Activation.RELU)));
    }

    /** A small network with every kind of layer: a stem, a residual block, an inception block, a head with batch norm. */
    public static Architecture everything() {
        BatchNorm unscaled = new BatchNorm(1e-3, 0.9, false);
        return new Architecture(
                new NetworkInput(33, 32, 3),
                List.of(
                        node("rescale", new Scale(2, -1), Node.INPUT),
                        node("pad", new ZeroPad(0, 1, 2, 1), "rescale"),
                        node("stem", conv(8, WindowSize.square(3), 2, Padding.VALID, false), "pad"),
                        node("stem_bn", BatchNorm.KERAS, "stem"),
                        node("pool_pad", new ZeroPad(1), "stem_bn"),
                        node("pool", new MaxPool(3, 2, Padding.VALID), "pool_pad"),
                        node("relu", new ActivationLayer(Activation.RELU6), "pool"),
                        node("depthwise", new DepthwiseConv(WindowSize.square(3), 1, Padding.SAME, 1, false), "relu"),
                        node("depthwise_bn", unscaled, "depthwise"),
                        node("sum", new Add(), "relu", "depthwise_bn"),
                        node("preact_bn", BatchNorm.KERAS, "sum"),
                        node("preact", new ActivationLayer(Activation.RELU), "preact_bn"),
                        node("row", conv(6, new WindowSize(1, 5), 1, Padding.SAME, true), "preact"),
                        node("column", conv(5, new WindowSize(5, 1), 1, Padding.SAME, false), "preact"),
                        node("average", new AvgPool(3, 1, Padding.SAME), "preact"),
                        node("mixed", new Concat(), "row", "column", "average"),
                        node("half", new MaxPool(3, 2, Padding.SAME), "mixed"),
                        node("global", new GlobalPool(Pooling.AVERAGE), "half"),
                        node("dense", new Dense(12, Activation.RELU), "global"),
                        node("head_bn", BatchNorm.KERAS, "dense"),
                        node("dense2", new Dense(7, Activation.RELU6), "head_bn")));
    }

    /** A small network that draws a mask of half the image's size: a contracting path, an expanding one, a bridge between them. */
    public static Architecture mask() {
        return new Architecture(
                new NetworkInput(32, 48, 1),
                List.of(
                        node("stem", conv(6, WindowSize.square(3), 2, Padding.SAME, false), Node.INPUT),
                        node("stem_bn", BatchNorm.KERAS, "stem"),
                        node("fine", new ActivationLayer(Activation.RELU), "stem_bn"),
                        node("half", new MaxPool(2), "fine"),
                        node("coarse", new Conv(8, WindowSize.square(3), 1, Padding.SAME, true, Activation.RELU), "half"),
                        node("up", new Upsample(2), "coarse"),
                        node("bridge", new Concat(), "up", "fine"),
                        node("merge", conv(5, WindowSize.square(3), 1, Padding.SAME, false), "bridge"),
                        node("merge_bn", BatchNorm.KERAS, "merge"),
                        node("end", new ActivationLayer(Activation.RELU), "merge_bn")),
                NetworkOutput.MASK);
    }

    private static Node node(String name, Layer layer, String... from) {
        return new Node(name, List.of(from), layer);
    }

    private static Layer conv(int filters, WindowSize kernel, int stride, Padding padding, boolean bias) {
        return new Conv(filters, kernel, stride, padding, bias, Activation.IDENTITY);
    }

    /**
     * Random weights under which a picture is seen to the end of a deep network: kernels as He et al. (2015) draw them, smaller where
     * sums would grow from block to block; batch norms that are not idle (gammas and variances in [0.5,1.5]), all else in [-0.1,0.1].
     */
    public static Weights lively(Architecture architecture, int classes, long seed) {
        Random random = new Random(seed);
        double gain = architecture.layers().stream().anyMatch(Add.class::isInstance) ? 0.65 : 1;
        List<LayerWeights> layers = new ArrayList<>();
        architecture.weights(classes).forEach((layer, specs) -> {
            Map<WeightRole, float[]> tensors = new EnumMap<>(WeightRole.class);
            specs.forEach(spec -> tensors.put(spec.role(), lively(spec, gain, random)));
            layers.add(new LayerWeights(layer, tensors));
        });
        return new Weights(layers);
    }

    private static float[] lively(TensorSpec spec, double gain, Random random) {
        boolean dense = spec.shape().size() == 2;
        int fanIn = dense ? spec.shape().get(0) : spec.size() / spec.shape().get(0);
        float[] values = new float[spec.size()];
        for (int i = 0; i < values.length; i++) {
            float drawn = 2 * random.nextFloat() - 1;
            values[i] = switch (spec.role()) {
                case KERNEL -> (float) (drawn * gain * Math.sqrt(6.0 / fanIn));
                case GAMMA, VARIANCE -> 1 + drawn / 2;
                case BIAS, BETA, MEAN -> drawn / 10;
            };
        }
        return values;
    }

    /** The same network without its dropout layers: the same weights, the same predictions. */
    public static Architecture withoutDropout(Architecture architecture) {
        return new Architecture(
                architecture.input(),
                architecture.layers().stream()
                        .filter(layer -> !(layer instanceof Dropout))
                        .toList());
    }

    /** Smooth random pictures, with the positions of the mask marked by how bright they are. */
    public static Batch maskBatch(Architecture architecture, int size, long seed) {
        Batch pictures = batch(architecture, size, 2, seed);
        NetworkInput input = architecture.input();
        Shape mask = architecture.mask();
        int factor = input.height() / mask.height();
        float[] targets = new float[size * mask.size()];
        for (int i = 0; i < targets.length; i++) {
            int row = i / mask.width() % mask.height() * factor;
            int column = i % mask.width() * factor;
            int at = (i / mask.size() * input.height() + row) * input.width() + column;
            targets[i] = Math.round((pictures.images()[at] & 0xFF) / 32f) / 8f;
        }
        return new Batch(pictures.images(), targets, size);
    }

    /** Smooth random pictures whose brightness tells their class. */
    public static Batch batch(Architecture architecture, int size, int classes, long seed) {
        Random random = new Random(seed);
        int height = architecture.input().height();
        int width = architecture.input().width();
        byte[] images = new byte[size * height * width];
        int[] labels = new int[size];
        for (int image = 0; image < size; image++) {
            labels[image] = random.nextInt(classes);
            double frequency = 0.05 + 0.1 * random.nextDouble();
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double value = 60
                            + 40 * labels[image]
                            + 50 * Math.sin(frequency * x) * Math.cos(frequency * y)
                            + 10 * random.nextGaussian();
                    images[(image * height + y) * width + x] = (byte) Math.max(0, Math.min(255, value));
                }
            }
        }
        return Batch.oneHot(images, labels, classes);
    }
}
