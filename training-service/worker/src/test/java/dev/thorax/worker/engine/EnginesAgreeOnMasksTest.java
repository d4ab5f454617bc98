package dev.thorax.worker.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

import dev.thorax.engine.dl4j.Dl4jEngine;
import dev.thorax.engine.torch.TorchEngine;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.NetworkOutput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.Engine;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.ZeroPad;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.testing.Networks;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.recipe.Recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Both engines and ONNX Runtime, over a network whose output is a mask. */
class EnginesAgreeOnMasksTest {
    private static final List<Engine> ENGINES = List.of(new Dl4jEngine(), new TorchEngine(2));
    private static final TrainingSettings SETTINGS = new TrainingSettings(1e-3, 5, new float[] {1});
    private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();
    private static final Architecture MASK = Networks.mask();

    static Stream<Named<Architecture>> networks() {
        return Stream.of(
                Named.of("small", MASK),
                Named.of(
                        "lungs",
                        Recipes.load(Optional.empty()).get("lungs").recipe().architecture()));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void shouldGiveTheSameMaskForTheSameWeights(Architecture architecture) throws OrtException {
        Batch batch = Networks.maskBatch(architecture, 3, 1);
        Weights weights = Networks.lively(architecture, 1, 2);
        float[][] expected = onnxRuntime(architecture, weights, batch);
        assertThat(expected[0][5]).isBetween(0.0001f, 0.9999f).isNotEqualTo(expected[0][200]);

        for (Engine engine : ENGINES) {
            try (EngineNetwork network = engine.create(architecture, 1, SETTINGS)) {
                network.load(weights);

                assertClose(engine.name(), network.predict(batch), expected, 1e-4f);
            }
        }
    }

    @Test
    void shouldHaveTheSameLossesOverFourSteps() {
        List<double[]> losses = new ArrayList<>();
        List<float[][]> masks = new ArrayList<>();
        for (Engine engine : ENGINES) {
            try (EngineNetwork network = engine.create(MASK, 1, SETTINGS)) {
                double[] steps = new double[4];
                for (int step = 0; step < steps.length; step++) {
                    steps[step] = network.fit(Networks.maskBatch(MASK, 6, step));
                }
                losses.add(steps);
                masks.add(network.predict(Networks.maskBatch(MASK, 6, 9)));
            }
        }

        assertThat(losses.get(1)).containsExactly(losses.get(0), within(1e-3));
        assertClose("after the steps", masks.get(1), masks.get(0), 2e-3f);
    }

    /** Without batch norm a network computes the same in training as outside it. */
    @Test
    void shouldReportTheMeanCrossEntropyOfThePositionsBeforeTheStep() {
        Architecture plain = new Architecture(
                new NetworkInput(16, 16, 1),
                List.of(new Node(new Conv(3, 3, Activation.RELU)), new Node(new ZeroPad(1)), new Node(new MaxPool(2))),
                NetworkOutput.MASK);
        Batch batch = Networks.maskBatch(plain, 2, 4);
        for (Engine engine : ENGINES) {
            try (EngineNetwork network = engine.create(plain, 1, SETTINGS)) {
                double expected = crossEntropy(network.predict(batch), batch.targets());

                assertThat(network.fit(batch)).as(engine.name()).isCloseTo(expected, within(1e-4));
            }
        }
    }

    private static double crossEntropy(float[][] mask, float[] targets) {
        double sum = 0;
        for (int i = 0; i < targets.length; i++) {
            double p = mask[i / mask[0].length][i % mask[0].length];
            sum -= targets[i] * Math.log(p) + (1 - targets[i]) * Math.log(1 - p);
        }
        return sum / targets.length;
    }

    private static void assertClose(String what, float[][] actual, float[][] expected, float tolerance) {
        assertThat(actual).as(what).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as(what).containsExactly(expected[i], within(tolerance));
        }
    }

    private static float[][] onnxRuntime(Architecture architecture, Weights weights, Batch batch) throws OrtException {
        Shape shape = architecture.mask();
        long[] dimensions = {
            batch.size(), architecture.input().height(), architecture.input().width()
        };
        try (OrtSession session = ORT.createSession(OnnxExporter.mask(architecture, weights));
                OnnxTensor image =
                        OnnxTensor.createTensor(ORT, ByteBuffer.wrap(batch.images()), dimensions, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("image", image))) {
            float[][][] masks = (float[][][]) result.get("mask").orElseThrow().getValue();
            float[][] rows = new float[masks.length][shape.size()];
            for (int i = 0; i < masks.length; i++) {
                for (int row = 0; row < shape.height(); row++) {
                    System.arraycopy(masks[i][row], 0, rows[i], row * shape.width(), shape.width());
                }
            }
            return rows;
        }
    }
}
