package dev.thorax.network.onnx;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.backbone.Backbone;
import dev.thorax.network.backbone.Backbones;
import dev.thorax.network.backbone.ImageNetHead;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Pooling;

import static org.assertj.core.api.Assertions.assertThat;

class BackboneExportTest {
    private static final Path FOLDER = Path.of(System.getProperty("thorax.shared.data"), "backbones");
    private static final Path WITH_TOP = FOLDER.resolve("mobilenet_7_5_224_tf.h5");
    private static final Path CAT = FOLDER.resolve("cat.jpg");
    private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();

    /** The figures are those that stand beside the file. */
    @Test
    void shouldSeeTheTigerCat() throws IOException, OrtException {
        Assumptions.assumeTrue(Files.exists(WITH_TOP), "Skipped: there is no " + WITH_TOP + ".");
        Backbone backbone = Backbones.named("mobilenet-0.75");
        Architecture network = backbone.architecture(
                new NetworkInput(224, 224, 3), List.of(new Node(new GlobalPool(Pooling.AVERAGE))));

        float[] probabilities = predict(
                OnnxExporter.colourModel(network, ImageNetHead.read(backbone, WITH_TOP), 1000), cat(), 1, 224)[0];

        assertThat(probabilities[282]).isBetween(0.44f, 0.46f);
        assertThat(probabilities[285]).isBetween(0.39f, 0.41f);
    }

    /** float32[3, 224, 224] in [0,1]: red, green, blue. */
    private static float[] cat() throws IOException {
        int[][] small = Triangle.reduced(ImageIO.read(CAT.toFile()), 224);
        float[] pixels = new float[3 * 224 * 224];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = small[i / (224 * 224)][i % (224 * 224)] / 255f;
        }
        return pixels;
    }

    private static float[][] predict(byte[] model, float[] pixels, int size, int side) throws OrtException {
        long[] shape = {size, 3, side, side};
        try (OrtSession session = ORT.createSession(model);
                OnnxTensor image = OnnxTensor.createTensor(ORT, FloatBuffer.wrap(pixels), shape);
                OrtSession.Result result = session.run(Map.of("image", image))) {
            return (float[][]) result.get("probabilities").orElseThrow().getValue();
        }
    }
}
