package dev.thorax.worker.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.evaluation.Predictions;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.testing.Networks;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.audit.HeatMapRenderer;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;

import static org.assertj.core.api.Assertions.assertThat;

class CaseSelectorTest {
    private static final List<String> CLASSES = List.of("A", "B");
    private static final Architecture NETWORK = Networks.convnet50();
    private static final InputSpec INPUT = new InputSpec(50, 50, InputSpec.Interpolation.AREA);
    private static final byte[] GRADCAM = OnnxExporter.gradcam(NETWORK, Weights.random(NETWORK, 2, 3), 2);

    @Test
    void shouldShowTheSurestWrongAnswersFirst() {
        List<ReportCase> mistakes = cases(0.9f, 0.2f, 0.6f, 0.4f, 0.05f, 0.7f).mistakes();

        assertThat(mistakes).extracting(ReportCase::scanId).containsExactly("scan-4", "scan-5");
        assertThat(mistakes.get(0).truth()).isEqualTo("A");
        assertThat(mistakes.get(0).predicted()).isEqualTo("B");
        assertThat(mistakes.get(0).probability()).isEqualTo(1 - 0.05f);
        assertThat(mistakes.get(0).truthProbability()).isEqualTo(0.05f);
    }

    @Test
    void shouldShowAtMostTwelveMistakesAndTwoRightAnswersOfAClass() {
        float[] ofA = new float[40];
        Arrays.fill(ofA, 0.8f);

        assertThat(cases(ofA).mistakes()).hasSize(12).allMatch(shown -> shown.truth()
                .equals("B"));
        assertThat(cases(ofA).successes()).extracting(ReportCase::scanId).containsExactly("scan-0", "scan-2");
    }

    @Test
    void shouldShowWhereTheNetworkLookedForWhatItNamed() {
        ReportCase mistake = cases(0.1f, 0.2f).mistakes().get(0);

        assertThat(mistake.image().pixels()).isEqualTo(pixels(0));
        assertThat(mistake.heat().values()).containsExactly(heat(mistake, 1));
        assertThat(mistake.heat().values()).isNotEqualTo(heat(mistake, 0));
    }

    private static float[] heat(ReportCase shown, long label) {
        Dataset one = new Dataset(
                "one",
                CLASSES,
                INPUT,
                List.of(new LabelledScan("one", "p", 0, "")),
                ScanPixels.of(List.of(shown.image().pixels())));
        return new HeatMapRenderer(one, new int[] {0}, new long[] {label})
                .by(GRADCAM)
                .get(0)
                .values();
    }

    /** Scans of the classes A, B, A, B … with these probabilities of A, behind one scan that is not held out. */
    private static CaseSelector cases(float... ofA) {
        int[] truth = IntStream.range(0, ofA.length).map(i -> i % 2).toArray();
        List<LabelledScan> scans = IntStream.range(-1, ofA.length)
                .mapToObj(i -> new LabelledScan("scan-" + i, "p" + i, Math.max(i, 0) % 2, ""))
                .toList();
        float[][] probabilities = new float[ofA.length][];
        Arrays.setAll(probabilities, i -> new float[] {ofA[i], 1 - ofA[i]});
        return new CaseSelector(
                new Dataset(
                        "made-up",
                        CLASSES,
                        INPUT,
                        scans,
                        ScanPixels.of(IntStream.range(-1, ofA.length)
                                .mapToObj(CaseSelectorTest::pixels)
                                .toList())),
                IntStream.rangeClosed(1, ofA.length).toArray(),
                new Predictions(
                        CLASSES,
                        truth,
                        probabilities,
                        IntStream.range(0, ofA.length).mapToObj(i -> "p" + i).toList()),
                GRADCAM);
    }

    private static byte[] pixels(int i) {
        byte[] pixels = new byte[INPUT.height() * INPUT.width()];
        for (int at = 0; at < pixels.length; at++) {
            pixels[at] = (byte) (at % (7 + Math.abs(i)) * 20);
        }
        return pixels;
    }
}
