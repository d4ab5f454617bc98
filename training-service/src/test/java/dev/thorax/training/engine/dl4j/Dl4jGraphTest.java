package dev.thorax.training.engine.dl4j;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.training.Networks;
import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.architecture.GlobalPool;
import dev.thorax.training.architecture.Input;
import dev.thorax.training.architecture.Node;
import dev.thorax.training.architecture.Pooling;
import dev.thorax.training.architecture.Role;
import dev.thorax.training.backbone.Backbones;
import dev.thorax.training.engine.Batch;
import dev.thorax.training.engine.Network;
import dev.thorax.training.engine.TrainingSettings;
import dev.thorax.training.engine.Weights;
import dev.thorax.training.export.OnnxExporter;

import static org.assertj.core.api.Assertions.assertThat;

class Dl4jGraphTest {
    private static final TrainingSettings SETTINGS = new TrainingSettings(1e-3, 5, new float[] {1, 1, 1});
    private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();

    static Stream<Named<Architecture>> architectures() {
        return Stream.of(
                Named.of("everything", Networks.everything()),
                backbone("mobilenet-0.75", 64),
                backbone("inception-v3", 96),
                backbone("resnet152-v2", 64));
    }

    private static Named<Architecture> backbone(String name, int side) {
        List<Node> head = List.of(new Node(new GlobalPool(Pooling.MAX)));
        return Named.of(name, Backbones.named(name).architecture(new Input(side, side, 3), head));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void shouldGiveTheProbabilitiesOfOnnxRuntime(Architecture architecture) throws OrtException {
        Batch batch = Networks.batch(architecture, 4, 3, 1);
        Weights weights = Networks.lively(architecture, 3, 2);
        try (Network network = new Dl4jEngine().create(architecture, 3, SETTINGS)) {
            network.load(weights);
            float[][] expected = onnxRuntime(architecture, weights, batch);
            float[][] probabilities = network.predict(batch);

            for (int i = 0; i < batch.size(); i++) {
                for (int c = 0; c < 3; c++) {
                    assertThat(probabilities[i][c]).isBetween(expected[i][c] - 1e-4f, expected[i][c] + 1e-4f);
                }
            }
        }
    }

    @Test
    void shouldGiveBackTheWeightsThatItWasGiven() {
        Architecture architecture = Networks.everything();
        Weights weights = Networks.lively(architecture, 3, 2);
        try (Network network = new Dl4jEngine().create(architecture, 3, SETTINGS)) {
            network.load(weights);

            assertThat(network.weights()).usingRecursiveComparison().isEqualTo(weights);
        }
    }

    @Test
    void shouldLearnAndMoveTheStatistics() {
        Architecture architecture = Networks.everything();
        Batch batch = Networks.batch(architecture, 16, 3, 1);
        try (Network network = new Dl4jEngine().create(architecture, 3, SETTINGS)) {
            double first = network.fit(batch);
            float[] mean = network.weights().byName().get("depthwise_bn").get(Role.MEAN);
            double last = first;
            for (int i = 0; i < 12; i++) {
                last = network.fit(batch);
            }

            assertThat(last).isLessThan(0.9 * first);
            assertThat(network.weights().byName().get("depthwise_bn").get(Role.MEAN))
                    .isNotEqualTo(mean);
            assertThat(network.weights().byName().get("depthwise_bn").get(Role.GAMMA))
                    .isNull();
        }
    }

    private static float[][] onnxRuntime(Architecture architecture, Weights weights, Batch batch) throws OrtException {
        Input input = architecture.input();
        long[] shape = {batch.size(), input.height(), input.width()};
        try (OrtSession session = ORT.createSession(OnnxExporter.model(architecture, weights, 3));
                OnnxTensor image =
                        OnnxTensor.createTensor(ORT, ByteBuffer.wrap(batch.images()), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("image", image))) {
            return (float[][]) result.get("probabilities").orElseThrow().getValue();
        }
    }
}
