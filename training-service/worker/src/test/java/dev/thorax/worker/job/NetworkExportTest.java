package dev.thorax.worker.job;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.Temperature;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.weights.Weights;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.audit.HeatMapRenderer;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.dataset.Split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** A network with random weights in the place of a trained one. */
class NetworkExportTest {
    private static final int SIDE = 8;
    private static final int SCANS = 60;
    private static final InputSpec INPUT = new InputSpec(SIDE, SIDE, Interpolation.AREA);
    private static final Architecture ARCHITECTURE =
            new Architecture(new NetworkInput(SIDE, SIDE, 1), List.of(new Conv(4, 3, Activation.RELU), new Flatten()));
    private static final Weights WEIGHTS = Weights.random(ARCHITECTURE, 2, 1);

    private final Dataset dataset = dataset();
    private final Temperature temperature = new Temperature(2);

    @Test
    void shouldWriteANetworkThatServesAtTheTemperature() {
        int[] validation = IntStream.range(20, SCANS).toArray();
        Predictions trained = predictions(validation);

        ModelFiles files = export(validation).withoutGate(trained);

        float[][] expected = temperature.apply(trained).probabilities();
        float[][] served = scores(files.model(), validation);
        assertThat(served).hasDimensions(40, 2);
        for (int i = 0; i < served.length; i++) {
            assertThat(served[i]).containsExactly(expected[i], within(1e-5f));
        }
        assertThat(new HeatMapRenderer(dataset, new int[] {3}, new long[] {1}).by(files.gradcam()))
                .hasSize(1);
    }

    @Test
    void shouldCheckAsManyScansAsThereAre() {
        int[] validation = {7, 3, 11};

        assertThat(export(validation).withoutGate(predictions(validation)).model())
                .isNotEmpty();
    }

    @Test
    void shouldRefuseAnExportThatDiffersFromTheTrainedNetworkInOneScan() {
        int[] validation = IntStream.range(20, SCANS).toArray();
        Predictions trained = predictions(validation);
        float[] row = trained.probabilities()[31];
        row[0] = row[0] > 0.5f ? row[0] - 0.1f : row[0] + 0.1f;
        row[1] = 1 - row[0];

        assertThatThrownBy(() -> export(validation).withoutGate(trained))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("The exported model differs from the trained network by ")
                .hasMessageContaining("so it is not served");
    }

    private NetworkExport export(int[] validation) {
        return new NetworkExport(
                ARCHITECTURE, WEIGHTS, dataset, new Split(new int[0], validation, new int[0]), temperature);
    }

    /** Returns what the network gives before the temperature. */
    private Predictions predictions(int[] part) {
        return new Predictions(
                dataset.classes(),
                dataset.labels(part),
                scores(OnnxExporter.model(ARCHITECTURE, WEIGHTS, 2), part),
                IntStream.of(part).mapToObj(String::valueOf).toList());
    }

    private float[][] scores(byte[] model, int[] part) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(part.length * SIDE * SIDE);
        IntStream.of(part).forEach(i -> pixels.put(dataset.pixels().get(i)));
        try (ScoringSession session = ScoringSession.open(new OnnxSessions(1), model, INPUT, 2)) {
            return session.score(pixels.flip(), part.length);
        }
    }

    private static Dataset dataset() {
        Random random = new Random(3);
        List<LabelledScan> scans = new ArrayList<>();
        List<byte[]> pixels = new ArrayList<>();
        for (int i = 0; i < SCANS; i++) {
            scans.add(new LabelledScan("s" + i, "p" + i, i % 2, ""));
            byte[] scan = new byte[SIDE * SIDE];
            random.nextBytes(scan);
            pixels.add(scan);
        }
        return new Dataset("d", List.of("A", "B"), INPUT, scans, ScanPixels.of(pixels));
    }
}
