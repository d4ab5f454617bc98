package dev.thorax.engine.dl4j;

import java.util.List;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.Nd4jCpu;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.engine.UnsupportedArchitectureException;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.testing.Networks;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Dl4jWeightsTest {
    private static final TrainingSettings SETTINGS = new TrainingSettings(1e-3, 7, new float[] {1, 1, 1});

    @BeforeAll
    static void enable() {
        OneDnnHelpers.enable();
    }

    @Test
    void shouldReturnTheWeightsOfEveryLayerAsTheyWereLoaded() {
        Architecture architecture = Networks.everything();
        ComputationGraphConfiguration configuration = Dl4jConfiguration.create(architecture, 3, SETTINGS);
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        Dl4jWeights weights = new Dl4jWeights(architecture.weights(3), graph::getLayer);
        Weights loaded = Networks.lively(architecture, 3, 5);

        weights.load(loaded);

        Weights copied = weights.copy();
        assertThat(copied.byName()).containsOnlyKeys(loaded.byName().keySet());
        for (LayerWeights layer : loaded.layers()) {
            for (WeightRole role : layer.tensors().keySet()) {
                assertThat(copied.byName().get(layer.layer()).get(role))
                        .as("%s of %s", role, layer.layer())
                        .containsExactly(layer.get(role));
            }
        }
        graph.close();
    }

    /** A node that is a scale becomes two vertices, and each of the others one of its name. */
    @Test
    void shouldGiveEachNodeAVertexOfItsName() {
        Architecture architecture = Networks.everything();
        ComputationGraphConfiguration configuration = Dl4jConfiguration.create(architecture, 3, SETTINGS);

        assertThat(configuration.getVertices())
                .containsKey("rescale/factor")
                .hasSize(architecture.nodes().size() + 2)
                .containsKeys(architecture.nodesWithOutput(3).stream()
                        .map(node -> node.name())
                        .toArray(String[]::new));
    }

    @Test
    void shouldRefuseAFrozenBatchNorm() {
        Node norm = new Node("norm", List.of(Node.INPUT), BatchNorm.KERAS);
        Dl4jVertexBuilder builder = new Dl4jVertexBuilder(
                new NeuralNetConfiguration.Builder().graphBuilder(), norm, new Shape(1, 4, 4), true);

        assertThatThrownBy(() -> norm.layer().accept(builder))
                .isInstanceOf(UnsupportedArchitectureException.class)
                .hasMessage(
                        "The engine dl4j cannot train a network with a frozen batchNorm, norm; choose the engine torch.");
    }

    @Test
    void shouldRestoreTheOptimizerState() {
        try (INDArray moments = Nd4j.createFromArray(1f, 2f, 3f, 4f).reshape(1, 4);
                INDArray restored = Nd4j.zeros(1, 4)) {
            byte[] state = Dl4jOptimizerState.save(5, moments);

            Dl4jOptimizerState.restore(state, restored);

            assertThat(Dl4jOptimizerState.steps(state)).isEqualTo(5);
            assertThat(restored.toFloatVector()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void shouldRepeatTheGreyImageInEachChannel() {
        Batch batch = new Batch(new byte[] {0, (byte) 255}, new float[] {0.25f, 0.75f}, 1);
        try (INDArray features = Dl4jBatch.features(batch, new NetworkInput(1, 2, 3));
                INDArray targets = Dl4jBatch.targets(batch, 2)) {
            assertThat(features.shape()).containsExactly(1, 3, 1, 2);
            assertThat(features.dup('c').data().asFloat()).containsExactly(0, 1, 0, 1, 0, 1);
            assertThat(targets.toFloatVector()).containsExactly(0.25f, 0.75f);
        }
    }

    @Test
    void shouldAnswerThatOneDnnIsInUse() {
        assertThat(Nd4jCpu.Environment.getInstance().isUseMKLDNN()).isTrue();
    }
}
