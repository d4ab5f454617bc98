package dev.thorax.training;

import java.util.List;
import java.util.Random;

import dev.thorax.training.architecture.Activation;
import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.architecture.Input;
import dev.thorax.training.architecture.Layer;
import dev.thorax.training.engine.Batch;

/** The two published networks, and images to feed them. */
public final class Networks {
    private Networks() {}

    public static Architecture convnet50() {
        return new Architecture(
                new Input(50, 50, 3),
                List.of(
                        new Layer.Conv(32, 3, Activation.RELU),
                        new Layer.MaxPool(2),
                        new Layer.Dropout(0.5),
                        new Layer.Flatten(),
                        new Layer.Dense(256, Activation.RELU)));
    }

    public static Architecture cnn4() {
        return new Architecture(
                new Input(224, 224, 3),
                List.of(
                        new Layer.Conv(64, 3, Activation.RELU),
                        new Layer.MaxPool(2),
                        new Layer.Conv(64, 3, Activation.RELU),
                        new Layer.MaxPool(2),
                        new Layer.Conv(128, 3, Activation.RELU),
                        new Layer.MaxPool(2),
                        new Layer.Conv(64, 3, Activation.RELU),
                        new Layer.MaxPool(2),
                        new Layer.Flatten(),
                        new Layer.Dropout(0.5),
                        new Layer.Dense(512, Activation.RELU)));
    }

    /** The same network without its dropout layers: the same weights, the same predictions. */
    public static Architecture withoutDropout(Architecture architecture) {
        return new Architecture(
                architecture.input(),
                architecture.layers().stream()
                        .filter(layer -> !(layer instanceof Layer.Dropout))
                        .toList());
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
        return new Batch(images, labels, size);
    }
}
