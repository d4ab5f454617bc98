package dev.thorax.engine.dl4j;

import java.util.Map;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.engine.UnsupportedArchitectureException;
import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.Shape;

/** Says an {@link Architecture} whose layers branch in Deeplearning4j's words. */
final class Dl4jGraphConfiguration {
    private Dl4jGraphConfiguration() {}

    static ComputationGraphConfiguration of(Architecture architecture, int classes, TrainingSettings settings) {
        GraphBuilder graph = Dl4jConfiguration.common(settings)
                .graphBuilder()
                .addInputs(Node.INPUT)
                .setInputTypes(Dl4jConfiguration.pictures(architecture.input()));
        Map<String, Shape> shapes = architecture.shapesByName(classes);
        for (Node node : architecture.nodes()) {
            add(
                    graph,
                    node,
                    settings.frozen().contains(node.name()),
                    shapes.get(node.from().get(0)),
                    node.from().toArray(String[]::new));
        }
        String last = architecture.nodes().get(architecture.nodes().size() - 1).name();
        return graph.addLayer(Node.OUTPUT, Dl4jLayers.output(classes, settings), last)
                .setOutputs(Node.OUTPUT)
                .build();
    }

    private static void add(GraphBuilder graph, Node node, boolean frozen, Shape in, String... from) {
        String name = node.name();
        if (node.layer() instanceof Add) {
            graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), from);
        } else if (node.layer() instanceof Concat) {
            graph.addVertex(name, new MergeVertex(), from);
        } else if (node.layer() instanceof Scale scale) {
            graph.addVertex(name + "/factor", new ScaleVertex(scale.factor()), from);
            graph.addVertex(name, new ShiftVertex(scale.offset()), name + "/factor");
        } else if (node.layer() instanceof Flatten) {
            var flatten = new CnnToFeedForwardPreProcessor(in.height(), in.width(), in.channels());
            graph.addVertex(name, new PreprocessorVertex(flatten), from);
        } else {
            if (frozen && node.layer() instanceof BatchNorm) {
                // Its backward pass needs what only a forward pass in training leaves.
                throw new UnsupportedArchitectureException(
                        "The engine dl4j cannot train a network with a frozen batchNorm, " + name
                                + "; choose the engine torch.");
            }
            var layer = Dl4jLayers.of(node.layer());
            graph.addLayer(name, frozen ? new FrozenLayerWithBackprop(layer) : layer, from);
        }
    }
}
