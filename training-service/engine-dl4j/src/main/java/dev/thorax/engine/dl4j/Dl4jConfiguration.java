package dev.thorax.engine.dl4j;

import java.util.Map;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.NetworkOutput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.layer.Shape;

/** Translates an architecture into a graph configuration of Deeplearning4j. */
final class Dl4jConfiguration {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-7;
    /** Name of the loss layer behind the output layer of a mask. */
    private static final String MASK = "mask";

    private Dl4jConfiguration() {}

    /**
     * Creates the configuration of a network with its output layer.
     *
     * @throws dev.thorax.network.engine.UnsupportedArchitectureException if the library cannot train it
     */
    static ComputationGraphConfiguration create(Architecture architecture, int classes, TrainingSettings settings) {
        NetworkInput input = architecture.input();
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(settings.seed())
                .updater(new Adam(settings.learningRate(), BETA1, BETA2, EPSILON))
                .graphBuilder()
                .addInputs(Node.INPUT)
                .setInputTypes(InputType.convolutional(input.height(), input.width(), input.channels()));
        Map<String, Shape> shapes = architecture.shapesByName(classes);
        for (Node node : architecture.nodes()) {
            boolean frozen = settings.frozen().contains(node.name());
            Shape in = shapes.get(node.from().get(0));
            node.layer().accept(new Dl4jVertexBuilder(graph, node, in, frozen));
        }
        String last = architecture.nodes().get(architecture.nodes().size() - 1).name();
        return architecture.output() == NetworkOutput.MASK
                ? graph.addLayer(Node.OUTPUT, maskLogits(), last)
                        .addLayer(MASK, maskLoss(architecture.mask()), Node.OUTPUT)
                        .setOutputs(MASK)
                        .build()
                : graph.addLayer(Node.OUTPUT, output(classes, settings), last)
                        .setOutputs(Node.OUTPUT)
                        .build();
    }

    private static ConvolutionLayer maskLogits() {
        return new ConvolutionLayer.Builder(1, 1)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .build();
    }

    /** Returns a loss layer whose weight makes the library's sum over the positions of an image their mean. */
    private static CnnLossLayer maskLoss(Shape mask) {
        return new CnnLossLayer.Builder(new LossBinaryXENT(Nd4j.createFromArray(new float[] {1f / mask.size()})))
                .activation(Activation.SIGMOID)
                .build();
    }

    private static OutputLayer output(int classes, TrainingSettings settings) {
        return new OutputLayer.Builder(new LossMCXENT(Nd4j.createFromArray(settings.classWeights())))
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
