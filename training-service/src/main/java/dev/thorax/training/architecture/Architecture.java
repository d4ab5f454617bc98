package dev.thorax.training.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The one description of a network: engines build it, the exporter writes it. After the last layer comes, in every network,
 * a dense layer with one output a class, and softmax.
 *
 * @param input what enters the first layer
 * @param layers in order; the convolutional part, then {@code flatten}, then the head
 */
public record Architecture(Input input, List<Layer> layers) {
    public Architecture {
        layers = List.copyOf(layers);
        if (layers.stream().noneMatch(Layer.Conv.class::isInstance)) {
            throw new IllegalArgumentException("The architecture cannot be built: it needs a convolution.");
        }
        shapes(input, layers);
    }

    /** What enters each layer, and at the end what enters the output layer. */
    public List<Shape> shapes() {
        return shapes(input, layers);
    }

    /** All layers with the output layer of {@code classes} logits. */
    public List<Layer> layersWithOutput(int classes) {
        List<Layer> all = new ArrayList<>(layers);
        all.add(new Layer.Dense(classes, Activation.IDENTITY));
        return all;
    }

    /** Trainable values with an output layer for {@code classes} classes. */
    public int parameters(int classes) {
        List<Shape> shapes = shapes();
        List<Layer> all = layersWithOutput(classes);
        return IntStream.range(0, all.size())
                .map(i -> all.get(i).parameters(shapes.get(i)))
                .sum();
    }

    /** Index in {@link #layers} of the convolution that Grad-CAM looks at: the last one. */
    public int lastConvolution() {
        return IntStream.range(0, layers.size())
                .filter(i -> layers.get(i) instanceof Layer.Conv)
                .max()
                .orElseThrow();
    }

    private static List<Shape> shapes(Input input, List<Layer> layers) {
        List<Shape> shapes = new ArrayList<>();
        Shape shape = new Shape(input.channels(), input.height(), input.width());
        shapes.add(shape);
        for (Layer layer : layers) {
            shape = layer.shape(shape);
            shapes.add(shape);
        }
        if (shape.height() != 1 || shape.width() != 1) {
            throw new IllegalArgumentException("The architecture cannot be built: it needs flatten before its end.");
        }
        return List.copyOf(shapes);
    }
}
