package dev.thorax.engine.dl4j;

import java.util.ArrayList;
import java.util.List;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.NetworkOutput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.weights.Weights;

/** A network in Deeplearning4j's memory, as a {@code ComputationGraph}. */
final class Dl4jNetwork implements EngineNetwork {
    private final NetworkInput input;
    private final int classes;
    private final Shape mask;
    private final ComputationGraph network;
    private final Dl4jWeights weights;
    private final List<INDArray> fixedGammas = new ArrayList<>();

    Dl4jNetwork(Architecture architecture, int classes, TrainingSettings settings) {
        this.input = architecture.input();
        this.classes = classes;
        this.mask = architecture.output() == NetworkOutput.MASK ? architecture.mask() : null;
        this.network = new ComputationGraph(Dl4jConfiguration.create(architecture, classes, settings));
        this.network.init();
        this.weights = new Dl4jWeights(architecture.weights(classes), network::getLayer);
        for (Node node : architecture.nodes()) {
            if (node.layer() instanceof BatchNorm norm && !norm.scale()) {
                fixedGammas.add(network.getLayer(node.name()).getParam("gamma"));
            }
        }
    }

    /** Returns the library's own object, for tests. */
    ComputationGraph network() {
        return network;
    }

    @Override
    public double fit(Batch batch) {
        try (INDArray features = features(batch);
                INDArray labels = targets(batch)) {
            network.fit(new INDArray[] {features}, new INDArray[] {labels});
            // The library has a gamma in every batch norm, and trains it.
            fixedGammas.forEach(gamma -> gamma.assign(1));
            return network.score();
        }
    }

    @Override
    public float[][] predict(Batch batch) {
        try (INDArray features = features(batch);
                INDArray probabilities = network.outputSingle(false, features)) {
            return rows(probabilities, batch.size());
        }
    }

    private INDArray targets(Batch batch) {
        return mask == null ? Dl4jBatch.targets(batch, classes) : Dl4jBatch.masks(batch, mask);
    }

    /** Returns float32[N, ...] as one row for each image. */
    private static float[][] rows(INDArray values, int images) {
        try (INDArray copy = values.dup('c')) {
            return copy.reshape(images, values.length() / images).toFloatMatrix();
        }
    }

    @Override
    public Weights weights() {
        return weights.copy();
    }

    @Override
    public void load(Weights weights) {
        this.weights.load(weights);
    }

    @Override
    public void setLearningRate(double rate) {
        network.setLearningRate(rate);
    }

    @Override
    public void setSeed(long seed) {
        Nd4j.getRandom().setSeed(seed);
    }

    @Override
    public byte[] optimizerState() {
        return Dl4jOptimizerState.save(
                network.getConfiguration().getIterationCount(),
                network.getUpdater().getUpdaterStateViewArray());
    }

    @Override
    public void restoreOptimizer(byte[] state) {
        network.getConfiguration().setIterationCount(Dl4jOptimizerState.steps(state));
        Dl4jOptimizerState.restore(state, network.getUpdater().getUpdaterStateViewArray());
    }

    @Override
    public void close() {
        network.close();
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }

    /** Returns the batch's images as float32[N, channels, H, W] in [0,1]. */
    INDArray features(Batch batch) {
        return Dl4jBatch.features(batch, input);
    }
}
