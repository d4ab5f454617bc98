package dev.thorax.worker.engine;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.engine.dl4j.Dl4jEngine;
import dev.thorax.engine.torch.TorchEngine;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.Engine;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.engine.UnsupportedArchitectureException;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.testing.Networks;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class EngineTest {
    private static final TrainingSettings SETTINGS = new TrainingSettings(1e-3, 7, new float[] {1, 2, 0.5f});
    private static final Architecture CONVNET50 = Networks.convnet50();

    static Stream<Named<Engine>> engines() {
        return Stream.<Engine>of(new Dl4jEngine(), new TorchEngine(1)).map(engine -> Named.of(engine.name(), engine));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void shouldGiveTheSameWeightsForTheSameSeed(Engine engine) {
        assertThat(Arrays.equals(fittedKernel(engine, 7), fittedKernel(engine, 7)))
                .isTrue();
        assertThat(Arrays.equals(fittedKernel(engine, 7), fittedKernel(engine, 8)))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void shouldLowerTheLoss(Engine engine) {
        Batch batch = Networks.batch(CONVNET50, 32, 3, 1);
        try (EngineNetwork network = engine.create(CONVNET50, 3, SETTINGS)) {
            double first = network.fit(batch);
            double last = first;
            for (int i = 0; i < 30; i++) {
                last = network.fit(batch);
            }
            assertThat(last).isLessThan(0.7 * first);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void shouldWeighTheLossByClass(Engine engine) {
        Batch batch = Networks.batch(CONVNET50, 16, 3, 1);
        // Without dropout the loss of the step is that of the predictions before it.
        Architecture noDropout = Networks.withoutDropout(CONVNET50);
        try (EngineNetwork network = engine.create(noDropout, 3, SETTINGS)) {
            float[][] probabilities = network.predict(batch);
            double expected = 0;
            for (int i = 0; i < batch.size(); i++) {
                int label = batch.label(i);
                expected -= SETTINGS.classWeights()[label] * Math.log(probabilities[i][label]) / batch.size();
            }

            assertThat(network.fit(batch)).isCloseTo(expected, within(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void shouldWeighTheLossByImage(Engine engine) {
        Architecture noDropout = Networks.withoutDropout(CONVNET50);
        Batch batch = Networks.batch(CONVNET50, 16, 3, 1).weighing(i -> i < 8 ? 1.5 : 0.25);
        try (EngineNetwork network = engine.create(noDropout, 3, SETTINGS)) {
            float[][] probabilities = network.predict(batch);
            double expected = 0;
            for (int i = 0; i < batch.size(); i++) {
                int label = batch.label(i);
                double weight = SETTINGS.classWeights()[label] * (i < 8 ? 1.5 : 0.25);
                expected -= weight * Math.log(probabilities[i][label]) / batch.size();
            }

            assertThat(network.fit(batch)).isCloseTo(expected, within(1e-4));
        }
    }

    /** The step of two images, one of which counts nothing, is that of the other one alone, whose loss is halved. */
    @ParameterizedTest
    @MethodSource("engines")
    void shouldLearnNothingFromAnImageWithoutWeight(Engine engine) {
        Architecture noDropout = Networks.withoutDropout(CONVNET50);
        Batch two = Networks.batch(CONVNET50, 2, 3, 1);
        Batch first = new Batch(two.images(), Arrays.copyOf(two.targets(), 3), 1);

        float[] step = stepped(engine, noDropout, two.weighing(i -> i == 0 ? 1 : 0));
        float[] alone = stepped(engine, noDropout, first.weighing(i -> 0.5));

        assertThat(farthest(step, alone)).isLessThan(1e-4);
        assertThat(farthest(step, stepped(engine, noDropout, two))).isGreaterThan(5e-4);
    }

    private static double farthest(float[] one, float[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> Math.abs(one[i] - other[i]))
                .max()
                .orElseThrow();
    }

    private static float[] stepped(Engine engine, Architecture architecture, Batch batch) {
        try (EngineNetwork network = engine.create(architecture, 3, SETTINGS)) {
            network.fit(batch);
            return network.weights().layers().get(1).kernel();
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void shouldPredictTheSameAfterItsWeightsWereCarriedOver(Engine engine) {
        Batch batch = Networks.batch(CONVNET50, 5, 3, 1);
        try (EngineNetwork first = engine.create(CONVNET50, 3, SETTINGS);
                EngineNetwork second =
                        engine.create(CONVNET50, 3, new TrainingSettings(1e-3, 8, new float[] {1, 1, 1}))) {
            first.fit(batch);
            second.load(first.weights());

            assertThat(second.predict(batch)).isDeepEqualTo(first.predict(batch));
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void shouldGoOnFromItsSavedStateAsIfItHadNotStopped(Engine engine) {
        try (EngineNetwork whole = engine.create(CONVNET50, 3, SETTINGS);
                EngineNetwork resumed = engine.create(CONVNET50, 3, SETTINGS)) {
            whole.fit(Networks.batch(CONVNET50, 8, 3, 1));
            whole.fit(Networks.batch(CONVNET50, 8, 3, 2));
            resumed.load(whole.weights());
            resumed.restoreOptimizer(whole.optimizerState());
            whole.setSeed(5);
            double loss = whole.fit(Networks.batch(CONVNET50, 8, 3, 3));
            resumed.setSeed(5);

            assertThat(resumed.fit(Networks.batch(CONVNET50, 8, 3, 3))).isEqualTo(loss);
            assertThat(resumed.weights().layers().get(1).kernel())
                    .isEqualTo(whole.weights().layers().get(1).kernel());
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void shouldLeaveFrozenLayersAsTheyAre(Engine engine) {
        String first = CONVNET50.nodes().get(0).name();
        TrainingSettings frozen = new TrainingSettings(1e-3, 7, new float[] {1, 1, 1}, Set.of(first));
        try (EngineNetwork network = engine.create(CONVNET50, 3, frozen)) {
            Weights before = network.weights();
            network.fit(Networks.batch(CONVNET50, 8, 3, 1));
            Weights after = network.weights();

            assertThat(after.layers().get(0).kernel())
                    .isEqualTo(before.layers().get(0).kernel());
            assertThat(after.layers().get(1).kernel())
                    .isNotEqualTo(before.layers().get(1).kernel());
        }
    }

    @Test
    void shouldNormaliseByTheMovingStatisticsWhereFrozen() {
        Architecture architecture = Networks.everything();
        Set<String> backbone = new HashSet<>(architecture.weights(3).keySet());
        backbone.remove(Node.OUTPUT);
        TrainingSettings frozen = new TrainingSettings(1e-3, 7, new float[] {1, 1, 1}, backbone);
        Batch batch = Networks.batch(architecture, 4, 3, 1);
        Weights weights = Networks.lively(architecture, 3, 2);
        try (EngineNetwork network = new TorchEngine(1).create(architecture, 3, frozen)) {
            network.load(weights);
            double expected = 0;
            float[][] probabilities = network.predict(batch);
            for (int i = 0; i < batch.size(); i++) {
                expected -= Math.log(probabilities[i][batch.label(i)]) / batch.size();
            }

            assertThat(network.fit(batch)).isCloseTo(expected, within(1e-5));
            Map<String, LayerWeights> after = network.weights().byName();
            weights.byName().forEach((name, layer) -> {
                if (backbone.contains(name)) {
                    assertThat(after.get(name)).usingRecursiveComparison().isEqualTo(layer);
                }
            });
            assertThat(after.get(Node.OUTPUT).kernel())
                    .isNotEqualTo(weights.byName().get(Node.OUTPUT).kernel());
        }
    }

    @Test
    void shouldSayThatDl4jCannotFreezeBatchNorm() {
        TrainingSettings frozen = new TrainingSettings(1e-3, 7, new float[] {1, 1, 1}, Set.of("stem_bn"));

        assertThatThrownBy(() -> new Dl4jEngine().create(Networks.everything(), 3, frozen))
                .isInstanceOf(UnsupportedArchitectureException.class)
                .hasMessageContaining("choose the engine torch");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void shouldMoveTheStatistics(Engine engine) {
        Architecture architecture = Networks.everything();
        try (EngineNetwork network = engine.create(architecture, 3, SETTINGS)) {
            LayerWeights before = network.weights().byName().get("depthwise_bn");
            network.fit(Networks.batch(architecture, 16, 3, 1));
            LayerWeights after = network.weights().byName().get("depthwise_bn");

            assertThat(after.get(WeightRole.MEAN)).isNotEqualTo(before.get(WeightRole.MEAN));
            assertThat(after.get(WeightRole.VARIANCE)).isNotEqualTo(before.get(WeightRole.VARIANCE));
            assertThat(after.get(WeightRole.GAMMA)).isNull();
        }
    }

    private static float[] fittedKernel(Engine engine, long seed) {
        try (EngineNetwork network =
                engine.create(CONVNET50, 3, new TrainingSettings(1e-3, seed, new float[] {1, 1, 1}))) {
            for (int i = 0; i < 3; i++) {
                network.fit(Networks.batch(CONVNET50, 8, 3, i));
            }
            Weights weights = network.weights();
            return weights.layers().get(1).kernel();
        }
    }
}
