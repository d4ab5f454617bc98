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

            Layer[] layers = network.network().getLayers();
            assertThat(layers[0].getHelper()).isInstanceOf(MKLDNNConvHelper.class);
            assertThat(((ConvolutionLayer) layers[0]).getHelper().checkSupported())
                    .isTrue();
            assertThat(layers[1].getHelper()).isInstanceOf(MKLDNNSubsamplingHelper.class);
            assertThat(((SubsamplingLayer) layers[1]).getHelper().checkSupported())
                    .isTrue();
        }
    }
}
