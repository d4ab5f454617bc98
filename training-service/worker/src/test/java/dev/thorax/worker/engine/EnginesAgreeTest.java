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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.engine.dl4j.Dl4jEngine;
import dev.thorax.engine.torch.TorchEngine;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.Engine;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.testing.Networks;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.recipe.Recipe;
import dev.thorax.worker.recipe.RecipeKind;
import dev.thorax.worker.recipe.Recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Both engines and ONNX Runtime, over the networks of all recipes. */
class EnginesAgreeTest {
    private static final int CLASSES = 3;
    private static final List<Engine> ENGINES = List.of(new Dl4jEngine(), new TorchEngine(2));
    private static final TrainingSettings SETTINGS = new TrainingSettings(1e-3, 5, new float[] {1, 2, 0.5f});
    private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();

    static Stream<Named<Architecture>> networks() {
        Recipes all = Recipes.load(Optional.empty());
        Stream<Named<Architecture>> recipes = all.names().stream()
                .map(name -> all.get(name).recipe())
                .filter(recipe -> recipe.kind() == RecipeKind.CLASSIFICATION)
                .map(recipe -> Named.of(recipe.name(), small(recipe)));
        return Stream.concat(Stream.of(Named.of("everything", Networks.everything())), recipes);
    }

    /** A backbone takes pictures of any size; a smaller one is proof enough. */
    private static Architecture small(Recipe recipe) {
        Architecture whole = recipe.architecture();
        int side = recipe.name().equals("inception-v3") ? 96 : 64;
        return recipe.backbone() == null ? whole : sized(whole, side);
    }

    private static Architecture sized(Architecture whole, int side) {
        return new Architecture(
                new NetworkInput(
                        side, side, whole.input().channels(), whole.input().mirrored()),
                whole.nodes());
    }

    static Stream<Named<Architecture>> smallNetworks() {
        return Stream.of(
                Named.of("cnn4", sized(Networks.withoutDropout(Networks.cnn4()), 96)),
                Named.of("convnet50", Networks.withoutDropout(Networks.convnet50())),
                Named.of("everything", Networks.everything()));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void shouldGiveTheSameProbabilitiesForTheSameWeights(Architecture architecture) throws OrtException {
        Batch batch = Networks.batch(architecture, 3, CLASSES, 1);
        Weights weights = Networks.lively(architecture, CLASSES, 2);
        float[][] expected = onnxRuntime(architecture, weights, batch);
        assertThat(Math.abs(expected[0][0] - expected[1][0]))
                .as("what the network makes of two pictures")
                .isBetween(0.005f, 0.95f);
        for (Engine engine : ENGINES) {
            try (EngineNetwork network = engine.create(architecture, CLASSES, SETTINGS)) {
                network.load(weights);

                assertClose(engine.name(), predict(network, batch, architecture.input()), expected, 1e-4f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("smallNetworks")
    void shouldHaveTheSameLossesOverThreeSteps(Architecture architecture) {
        List<double[]> losses = new ArrayList<>();
        List<float[][]> probabilities = new ArrayList<>();
        for (Engine engine : ENGINES) {
            try (EngineNetwork network = engine.create(architecture, CLASSES, SETTINGS)) {
                double[] steps = new double[4];
                for (int step = 0; step < steps.length; step++) {
                    steps[step] = network.fit(Networks.batch(architecture, 6, CLASSES, step));
                }
                losses.add(steps);
                probabilities.add(network.predict(Networks.batch(architecture, 6, CLASSES, 9)));
            }
        }

        assertThat(losses.get(1)).containsExactly(losses.get(0), within(1e-3));
        assertClose("after the steps", probabilities.get(1), probabilities.get(0), 2e-3f);
    }

    /** Engines see no mirror images; the mean of two vectors before a linear layer is the mean of their logarithms behind the softmax. */
    private static float[][] predict(EngineNetwork network, Batch batch, NetworkInput input) {
        float[][] upright = network.predict(batch);
        if (!input.mirrored()) {
            return upright;
        }
        float[][] mirrored =
                network.predict(new Batch(mirrored(batch.images(), input.width()), batch.targets(), batch.size()));
        float[][] both = new float[upright.length][CLASSES];
        for (int i = 0; i < both.length; i++) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                both[i][c] = (float) Math.sqrt((double) upright[i][c] * mirrored[i][c]);
                sum += both[i][c];
            }
            for (int c = 0; c < CLASSES; c++) {
                both[i][c] /= (float) sum;
            }
        }
        return both;
    }

    private static byte[] mirrored(byte[] images, int width) {
        byte[] mirrored = new byte[images.length];
        for (int i = 0; i < images.length; i++) {
            mirrored[i] = images[i / width * width + width - 1 - i % width];
        }
        return mirrored;
    }

    private static void assertClose(String what, float[][] actual, float[][] expected, float tolerance) {
        assertThat(actual).as(what).hasDimensions(expected.length, CLASSES);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as(what).containsExactly(expected[i], within(tolerance));
        }
    }

    private static float[][] onnxRuntime(Architecture architecture, Weights weights, Batch batch) throws OrtException {
        NetworkInput input = architecture.input();
        long[] shape = {batch.size(), input.height(), input.width()};
        try (OrtSession session = ORT.createSession(OnnxExporter.model(architecture, weights, CLASSES));
                OnnxTensor image =
                        OnnxTensor.createTensor(ORT, ByteBuffer.wrap(batch.images()), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("image", image))) {
            return (float[][]) result.get("probabilities").orElseThrow().getValue();
        }
    }
}
