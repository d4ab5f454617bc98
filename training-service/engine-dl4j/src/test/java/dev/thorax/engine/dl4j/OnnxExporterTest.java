package dev.thorax.engine.dl4j;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.Temperature;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.testing.Networks;
import dev.thorax.network.testing.RealImages;
import dev.thorax.network.weights.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class OnnxExporterTest {
    private static final int CLASSES = 3;
    private static final TrainingSettings SETTINGS = new TrainingSettings(1e-3, 11, new float[] {1, 1, 1});
    private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();

    static Stream<Named<Architecture>> architectures() {
        return Stream.of(Named.of("convnet50", Networks.convnet50()), Named.of("cnn4", Networks.cnn4()));
    }

    static Stream<Named<Architecture>> allArchitectures() {
        return Stream.concat(architectures(), Stream.of(Named.of("everything", Networks.everything())));
    }

    @Test
    void shouldDivideTheLogitsByTheTemperature() throws OrtException {
        Architecture architecture = Networks.convnet50();
        Weights weights = Weights.random(architecture, CLASSES, 3);
        Batch batch = RealImages.orSynthetic(architecture, 4);
        Predictions plain = predictions(OnnxExporter.model(architecture, weights, CLASSES), architecture, batch);

        Predictions cooled = predictions(OnnxExporter.model(architecture, weights, CLASSES, 0.6), architecture, batch);

        float[][] expected = new Temperature(0.6).apply(plain).probabilities();
        for (int i = 0; i < batch.size(); i++) {
            assertThat(cooled.probabilities()[i]).containsExactly(expected[i], within(1e-5f));
        }
    }

    private static Predictions predictions(byte[] model, Architecture architecture, Batch batch) throws OrtException {
        try (OrtSession session = ORT.createSession(model);
                OnnxTensor image = image(architecture, batch);
                OrtSession.Result result = session.run(Map.of("image", image))) {
            return new Predictions(
                    List.of("A", "B", "C"),
                    new int[batch.size()],
                    (float[][]) result.get("probabilities").orElseThrow().getValue(),
                    Collections.nCopies(batch.size(), "patient"));
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void shouldGiveTheHeatMapOfTheEnginesOwnGradients(Architecture whole) throws OrtException {
        Architecture architecture = Networks.withoutDropout(whole);
        try (EngineNetwork network = new Dl4jEngine().create(architecture, CLASSES, SETTINGS);
                OrtSession session =
                        ORT.createSession(OnnxExporter.gradcam(architecture, network.weights(), CLASSES))) {
            for (int target = 0; target < CLASSES; target++) {
                Batch batch = RealImages.orSynthetic(architecture, 1);
                float[][] expected = Dl4jGradCam.heatMap(network, architecture, batch, target);
                try (OnnxTensor image = image(architecture, batch);
                        OnnxTensor label =
                                OnnxTensor.createTensor(ORT, LongBuffer.wrap(new long[] {target}), new long[] {1});
                        OrtSession.Result result = session.run(Map.of("image", image, "class", label))) {
                    float[][][] heat =
                            (float[][][]) result.get("heatmap").orElseThrow().getValue();

                    assertThat(heat[0]).hasDimensions(expected.length, expected[0].length);
                    for (int y = 0; y < expected.length; y++) {
                        for (int x = 0; x < expected[0].length; x++) {
                            assertThat(heat[0][y][x]).isBetween(expected[y][x] - 1e-3f, expected[y][x] + 1e-3f);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("allArchitectures")
    void shouldPassOnnxsOwnChecker(Architecture architecture, @TempDir Path folder)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                run(List.of("/usr/bin/python3", "-c", "import onnx")) == 0,
                "Skipped: ONNX's checker is not installed (Debian: python3-onnx).");
        var weights = dev.thorax.network.weights.Weights.random(architecture, CLASSES, 1);
        Path model = Files.write(folder.resolve("model.onnx"), OnnxExporter.model(architecture, weights, CLASSES));
        Path gradcam =
                Files.write(folder.resolve("gradcam.onnx"), OnnxExporter.gradcam(architecture, weights, CLASSES));

        String check = "import onnx, sys\nfor f in sys.argv[1:]:\n  m = onnx.load(f)\n  onnx.checker.check_model(m)\n"
                + "  onnx.shape_inference.infer_shapes(m, check_type=True, strict_mode=True)";
        assertThat(run(List.of("/usr/bin/python3", "-c", check, model.toString(), gradcam.toString())))
                .isZero();
    }

    private static OnnxTensor image(Architecture architecture, Batch batch) throws OrtException {
        long[] shape = {
            batch.size(), architecture.input().height(), architecture.input().width()
        };
        return OnnxTensor.createTensor(ORT, ByteBuffer.wrap(batch.images()), shape, OnnxJavaType.UINT8);
    }

    private static int run(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
