package dev.thorax.engine.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNSubsamplingHelper;
import org.junit.jupiter.api.Test;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.testing.Networks;

import static org.assertj.core.api.Assertions.assertThat;

class OneDnnHelpersTest {
    @Test
    void shouldConvolveAndPoolThroughOneDnn() {
        Architecture architecture = Networks.convnet50();
        TrainingSettings settings = new TrainingSettings(1e-3, 7, new float[] {1, 1, 1});
        try (Dl4jNetwork network = (Dl4jNetwork) new Dl4jEngine().create(architecture, 3, settings)) {
            network.fit(Networks.batch(architecture, 4, 3, 1));

            Layer conv = network.network().getLayer("layer1");
            assertThat(conv.getHelper()).isInstanceOf(MKLDNNConvHelper.class);
            assertThat(((ConvolutionLayer) conv).getHelper().checkSupported()).isTrue();
            Layer pool = network.network().getLayer("layer2");
            assertThat(pool.getHelper()).isInstanceOf(MKLDNNSubsamplingHelper.class);
            assertThat(((SubsamplingLayer) pool).getHelper().checkSupported()).isTrue();
        }
    }
}
