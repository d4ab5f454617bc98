package dev.thorax.training.engine.dl4j;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.architecture.Input;
import dev.thorax.training.architecture.Role;
import dev.thorax.training.engine.Batch;
import dev.thorax.training.engine.Network;
import dev.thorax.training.engine.TrainingSettings;
import dev.thorax.training.engine.Weights;

/** A network of Deeplearning4j. */
final class Dl4jNetwork implements Network {
    private final Input input;
    private final int classes;
    private final MultiLayerNetwork network;
    private final Map<String, Layer> weighted;

    Dl4jNetwork(Architecture architecture, int classes, TrainingSettings settings) {
        this.input = architecture.input();
        this.classes = classes;
        this.network = new MultiLayerNetwork(Dl4jConfiguration.of(architecture, classes, settings));
        this.network.init();
        this.weighted = new LinkedHashMap<>();
        Iterator<String> names = architecture.weights(classes).keySet().iterator();
        for (Layer layer : network.getLayers()) {
            if (layer.numParams() > 0) {
                weighted.put(names.next(), layer);
            }
        }
    }

    /** The library's own object, for tests. */
    MultiLayerNetwork network() {
        return network;
    }

    @Override
    public double fit(Batch batch) {
        try (INDArray features = features(batch);
                INDArray labels = labels(batch)) {
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
        return new Weights(weighted.entrySet().stream()
                .map(entry -> weights(entry.getKey(), entry.getValue()))
                .toList());
    }

    @Override
    public void load(Weights weights) {
        Map<String, Weights.OfLayer> all = weights.byName();
        weighted.forEach((name, layer) -> {
            assign(layer.getParam("W"), all.get(name).kernel());
            assign(layer.getParam("b"), all.get(name).bias());
        });
    }

    @Override
    public void close() {
        network.close();
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }

    private static Weights.OfLayer weights(String name, Layer layer) {
        return new Weights.OfLayer(
                name, Map.of(Role.KERNEL, values(layer.getParam("W")), Role.BIAS, values(layer.getParam("b"))));
    }

    private static float[] values(INDArray parameter) {
        try (INDArray copy = parameter.dup('c')) {
            return copy.data().asFloat().clone();
        }
    }

    private static void assign(INDArray parameter, float[] values) {
        try (INDArray copy = Nd4j.create(values, parameter.shape(), 'c')) {
            parameter.assign(copy);
        }
    }

    /** float32[N, channels, H, W] in [0,1], each channel the grey picture. */
    INDArray features(Batch batch) {
        int plane = input.height() * input.width();
        float[] values = new float[batch.size() * input.channels() * plane];
        for (int image = 0; image < batch.size(); image++) {
            for (int channel = 0; channel < input.channels(); channel++) {
                int target = (image * input.channels() + channel) * plane;
                for (int i = 0; i < plane; i++) {
                    values[target + i] = (batch.images()[image * plane + i] & 0xFF) / 255f;
                }
            }
        }
        return Nd4j.create(values, new long[] {batch.size(), input.channels(), input.height(), input.width()}, 'c');
    }

    /** One-hot float32[N, classes]. */
    private INDArray labels(Batch batch) {
        float[] values = new float[batch.size() * classes];
        for (int image = 0; image < batch.size(); image++) {
            values[image * classes + batch.labels()[image]] = 1;
        }
        return Nd4j.create(values, new long[] {batch.size(), classes}, 'c');
    }
}
