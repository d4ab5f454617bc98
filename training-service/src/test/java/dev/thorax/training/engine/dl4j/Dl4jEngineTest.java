package dev.thorax.training.engine.dl4j;

import java.util.Arrays;
import java.util.Set;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNSubsamplingHelper;
import org.junit.jupiter.api.Test;

import dev.thorax.training.Networks;
import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.engine.Batch;
import dev.thorax.training.engine.Network;
import dev.thorax.training.engine.TrainingSettings;
import dev.thorax.training.engine.Weights;

import static org.assertj.core.api.Assertions.assertThat;

class Dl4jEngineTest {
    private static final TrainingSettings SETTINGS = new TrainingSettings(1e-3, 7, new float[] {1, 2, 0.5f});
    private static final Architecture CONVNET50 = Networks.convnet50();

    @Test
    void shouldConvolveAndPoolThroughOneDnn() {
        try (Dl4jNetwork network = (Dl4jNetwork) new Dl4jEngine().create(CONVNET50, 3, SETTINGS)) {
            network.fit(Networks.batch(CONVNET50, 4, 3, 1));

            Layer[] layers = network.network().getLayers();
            assertThat(layers[0].getHelper()).isInstanceOf(MKLDNNConvHelper.class);
            assertThat(((ConvolutionLayer) layers[0]).getHelper().checkSupported())
                    .isTrue();
            assertThat(layers[1].getHelper()).isInstanceOf(MKLDNNSubsamplingHelper.class);
            assertThat(((SubsamplingLayer) layers[1]).getHelper().checkSupported())
                    .isTrue();
        }
    }

    @Test
    void shouldGiveTheSameWeightsForTheSameSeed() {
        assertThat(Arrays.equals(fittedKernel(7), fittedKernel(7))).isTrue();
        assertThat(Arrays.equals(fittedKernel(7), fittedKernel(8))).isFalse();
    }

    @Test
    void shouldLowerTheLoss() {
        Batch batch = Networks.batch(CONVNET50, 32, 3, 1);
        try (Network network = new Dl4jEngine().create(CONVNET50, 3, SETTINGS)) {
            double first = network.fit(batch);
            double last = first;
            for (int i = 0; i < 30; i++) {
                last = network.fit(batch);
            }
            assertThat(last).isLessThan(0.7 * first);
        }
    }

    @Test
    void shouldWeighTheLossByClass() {
        Batch batch = Networks.batch(CONVNET50, 16, 3, 1);
        // Without dropout the loss of the step is that of the predictions before it.
        Architecture noDropout = Networks.withoutDropout(CONVNET50);
        try (Network network = new Dl4jEngine().create(noDropout, 3, SETTINGS)) {
            float[][] probabilities = network.predict(batch);
            double expected = 0;
            for (int i = 0; i < batch.size(); i++) {
                int label = batch.label(i);
                expected -= SETTINGS.classWeights()[label] * Math.log(probabilities[i][label]) / batch.size();
            }

            assertThat(network.fit(batch)).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-4));
        }
    }

    @Test
    void shouldPredictTheSameAfterItsWeightsWereCarriedOver() {
        Batch batch = Networks.batch(CONVNET50, 5, 3, 1);
        try (Network first = new Dl4jEngine().create(CONVNET50, 3, SETTINGS);
                Network second =
                        new Dl4jEngine().create(CONVNET50, 3, new TrainingSettings(1e-3, 8, new float[] {1, 1, 1}))) {
            first.fit(batch);
            second.load(first.weights());

            assertThat(second.predict(batch)).isDeepEqualTo(first.predict(batch));
        }
    }

    @Test
    void shouldGoOnFromItsSavedStateAsIfItHadNotStopped() {
        try (Network whole = new Dl4jEngine().create(CONVNET50, 3, SETTINGS);
                Network resumed = new Dl4jEngine().create(CONVNET50, 3, SETTINGS)) {
            whole.fit(Networks.batch(CONVNET50, 8, 3, 1));
            whole.fit(Networks.batch(CONVNET50, 8, 3, 2));
            resumed.load(whole.weights());
            resumed.optimiser(whole.optimiser());
            whole.seed(5);
            double loss = whole.fit(Networks.batch(CONVNET50, 8, 3, 3));
            resumed.seed(5);

            assertThat(resumed.fit(Networks.batch(CONVNET50, 8, 3, 3))).isEqualTo(loss);
            assertThat(resumed.weights().layers().get(1).kernel())
                    .isEqualTo(whole.weights().layers().get(1).kernel());
        }
    }

    @Test
    void shouldLeaveFrozenLayersAsTheyAre() {
        String first = CONVNET50.nodes().get(0).name();
        TrainingSettings frozen = new TrainingSettings(1e-3, 7, new float[] {1, 1, 1}, Set.of(first));
        try (Network network = new Dl4jEngine().create(CONVNET50, 3, frozen)) {
            Weights before = network.weights();
            network.fit(Networks.batch(CONVNET50, 8, 3, 1));
            Weights after = network.weights();

            assertThat(after.layers().get(0).kernel())
                    .isEqualTo(before.layers().get(0).kernel());
            assertThat(after.layers().get(1).kernel())
                    .isNotEqualTo(before.layers().get(1).kernel());
        }
    }

    private static float[] fittedKernel(long seed) {
        try (Network network =
                new Dl4jEngine().create(CONVNET50, 3, new TrainingSettings(1e-3, seed, new float[] {1, 1, 1}))) {
            for (int i = 0; i < 3; i++) {
                network.fit(Networks.batch(CONVNET50, 8, 3, i));
            }
            Weights weights = network.weights();
            return weights.layers().get(1).kernel();
        }
    }
}
