package dev.thorax.engine.dl4j;

import java.util.Arrays;
import java.util.Iterator;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.weights.Weights;

/** A network of Deeplearning4j whose layers stand in a line. */
final class Dl4jNetwork implements EngineNetwork {
    private final NetworkInput input;
    private final int classes;
    private final MultiLayerNetwork network;
    private final Dl4jWeights weights;

    Dl4jNetwork(Architecture architecture, int classes, TrainingSettings settings) {
        this.input = architecture.input();
        this.classes = classes;
        this.network = new MultiLayerNetwork(Dl4jConfiguration.of(architecture, classes, settings));
        this.network.init();
        Iterator<Layer> weighted = Arrays.stream(network.getLayers())
                .filter(layer -> layer.numParams() > 0)
                .iterator();
        this.weights = new Dl4jWeights(architecture.weights(classes), name -> weighted.next());
    }

    /** The library's own object, for tests. */
    MultiLayerNetwork network() {
        return network;
    }

    @Override
    public double fit(Batch batch) {
        try (INDArray features = features(batch);
                INDArray labels = Dl4jBatch.targets(batch, classes)) {
            network.fit(features, labels);
            return network.score();
        }
    }

    @Override
    public float[][] predict(Batch batch) {
        try (INDArray features = features(batch);
                INDArray probabilities = network.output(features, false)) {
            return probabilities.toFloatMatrix();
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
    public void learningRate(double rate) {
        network.setLearningRate(rate);
    }

    @Override
    public void seed(long seed) {
        Nd4j.getRandom().setSeed(seed);
    }

    @Override
    public byte[] optimiser() {
        return Dl4jOptimizerState.save(
                network.getLayerWiseConfigurations().getIterationCount(),
                network.getUpdater().getStateViewArray());
    }

    @Override
    public void optimiser(byte[] state) {
        network.getLayerWiseConfigurations().setIterationCount(Dl4jOptimizerState.steps(state));
        Dl4jOptimizerState.restore(state, network.getUpdater().getStateViewArray());
    }

    @Override
    public void close() {
        network.close();
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }

    /** float32[N, channels, H, W] in [0,1]. */
    INDArray features(Batch batch) {
        return Dl4jBatch.features(batch, input);
    }
}
