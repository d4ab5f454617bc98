package dev.thorax.worker.gate;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.evaluation.Predictions;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Padding;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.WindowSize;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.testing.Networks;
import dev.thorax.network.weights.Weights;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.ScoredImages;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.bundle.ExportVerifier;
import dev.thorax.worker.classifier.FeatureExtractor;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.dataset.WithoutLungs;
import dev.thorax.worker.fitting.ScoredScans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The graph measures what the worker measures, in networks of every kind of head. */
class GraphDistancesTest {
    private static final int SIDE = 16;
    private static final int SCANS = 60;
    private static final int CLASSES = 3;
    private static final InputSpec INPUT = new InputSpec(SIDE, SIDE, InputSpec.Interpolation.AREA);
    private static final int[] TRAINING = IntStream.range(0, 40).toArray();
    private static final int[] VALIDATION = IntStream.range(40, 50).toArray();
    private static final int[] TEST = IntStream.range(50, SCANS).toArray();

    @ParameterizedTest
    @ValueSource(strings = {"flat", "pooled", "joined", "mirrored"})
    void shouldMeasureTheSameInTheGraph(String kind) throws Exception {
        Architecture network = network(kind);
        Weights weights = Networks.lively(network, CLASSES, 4);
        Dataset dataset = dataset();
        GateFitting fitting = fitting(network, weights, dataset);
        FittedGate gate =
                fitting.fit(0.2, new ScoredScans(VALIDATION, predictions(dataset, VALIDATION)), WithoutLungs.NONE);

        byte[] model = OnnxExporter.model(
                network, weights, CLASSES, 1, gate.distances().reference());

        try (ScoringSession session = ScoringSession.open(new OnnxSessions(0), model, INPUT, CLASSES, true)) {
            ScoredImages scored = session.scoreAndMeasure(direct(dataset, TEST), TEST.length);
            double[][] expected = fitting.measure(gate, TEST);
            for (int i = 0; i < TEST.length; i++) {
                assertThat((double) scored.distances()[i][0])
                        .isCloseTo(expected[i][0], within(1e-3 * Math.max(1, expected[i][0])));
                assertThat((double) scored.distances()[i][1]).isCloseTo(expected[i][1], within(1e-5));
            }
            assertThat(scored.probabilities()).isDeepEqualTo(session.score(direct(dataset, TEST), TEST.length));
            assertThatCode(() -> check(model, dataset, scored, expected)).doesNotThrowAnyException();
            expected[3][1] += 0.1;
            assertThatThrownBy(() -> check(model, dataset, scored, expected))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("fault of the exporter");
        }
    }

    private static void check(byte[] model, Dataset dataset, ScoredImages scored, double[][] distances) {
        ExportVerifier.check(
                model,
                INPUT,
                Batch.oneHot(pixels(dataset, TEST), dataset.labels(TEST), CLASSES),
                scored.probabilities(),
                distances);
    }

    private static GateFitting fitting(Architecture network, Weights weights, Dataset dataset)
            throws InterruptedException {
        try (FeatureExtractor extractor = FeatureExtractor.ofDeepestMaps(network, weights, CLASSES)) {
            return GateFitting.of(extractor, dataset, new Split(TRAINING, VALIDATION, TEST), 1, epoch -> {});
        }
    }

    private static Architecture network(String kind) {
        Conv conv = new Conv(6, WindowSize.square(3), 1, Padding.SAME, true, Activation.RELU);
        NetworkInput input = new NetworkInput(SIDE, SIDE, 1, kind.equals("mirrored"));
        if (kind.equals("flat")) {
            return new Architecture(input, List.of(conv, new MaxPool(2), new Flatten()));
        }
        if (kind.equals("pooled")) {
            return new Architecture(input, List.of(conv, new GlobalPool(Pooling.MAX)));
        }
        return new Architecture(
                input,
                List.of(
                        new Node("upper", List.of(Node.INPUT), conv),
                        new Node("lower", List.of("upper"), conv),
                        new Node("first", List.of("upper"), new GlobalPool(Pooling.AVERAGE)),
                        new Node("second", List.of("lower"), new GlobalPool(Pooling.MAX)),
                        new Node("both", List.of("first", "second"), new Concat())));
    }

    private static Dataset dataset() {
        byte[] images = Networks.batch(network("flat"), SCANS, CLASSES, 9).images();
        List<LabelledScan> scans = IntStream.range(0, SCANS)
                .mapToObj(i -> new LabelledScan("s" + i, "p" + i, i % CLASSES, "0".repeat(64)))
                .toList();
        List<byte[]> pixels = IntStream.range(0, SCANS)
                .mapToObj(i -> Arrays.copyOfRange(images, i * SIDE * SIDE, (i + 1) * SIDE * SIDE))
                .toList();
        return new Dataset("noise", List.of("A", "B", "C"), INPUT, scans, ScanPixels.of(pixels));
    }

    private static Predictions predictions(Dataset dataset, int[] part) {
        float[][] even = new float[part.length][CLASSES];
        for (float[] row : even) {
            Arrays.fill(row, 1f / CLASSES);
        }
        return new Predictions(
                dataset.classes(),
                dataset.labels(part),
                even,
                IntStream.of(part)
                        .mapToObj(i -> dataset.scans().get(i).patient())
                        .toList());
    }

    private static byte[] pixels(Dataset dataset, int[] part) {
        ByteBuffer all = ByteBuffer.allocate(part.length * SIDE * SIDE);
        IntStream.of(part).forEach(i -> all.put(dataset.pixels().get(i)));
        return all.array();
    }

    private static ByteBuffer direct(Dataset dataset, int[] part) {
        byte[] pixels = pixels(dataset, part);
        return ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    }
}
