package dev.thorax.worker.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.evaluation.ConfusionMatrix;
import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.fitting.ScoredScans;
import dev.thorax.worker.recipe.ClassifierSettings;

import static org.assertj.core.api.Assertions.assertThat;

class CrossFittingTest {
    private static final int PATIENTS = 60;
    private static final int WIDTH = 200;
    private static final float[] ALIKE = {1, 1};
    private static final ClassifierSettings SETTINGS = new ClassifierSettings.Logistic(10);

    private final List<Double> done = new ArrayList<>();

    /** Two scans of each patient look alike and say nothing of the class: who has seen one of them knows the other. */
    @Test
    void shouldKeepPatientsApart() throws Exception {
        float[][] features = noiseOfPatients();
        LabelledFeatures examples = new LabelledFeatures(features, labels(), ALIKE);

        ScoredScans scored = crossFitting(examples, scans()).orElseThrow();
        Predictions crossFitted = scored.predictions();

        Classifier all = ClassifierTrainer.fit(SETTINGS, examples, 1, share -> {});
        long known = IntStream.range(0, features.length)
                .filter(i -> all.probabilities(features[i])[labels()[i]] > 0.5)
                .count();
        assertThat(known).isEqualTo(features.length);
        assertThat(scored.scans())
                .containsExactlyInAnyOrder(IntStream.range(0, 2 * PATIENTS).toArray());
        assertThat(crossFitted.truth())
                .isEqualTo(Arrays.stream(scored.scans()).map(i -> label(i)).toArray());
        assertThat(crossFitted.patients()).hasSize(2 * PATIENTS);
        assertThat(ConfusionMatrix.count(crossFitted).accuracy()).isBetween(0.3, 0.7);
    }

    @Test
    void shouldAskAboutNoCopyOfAScan() throws Exception {
        float[][] features = noiseOfPatients();
        List<LabelledScan> scans = new ArrayList<>(scans().subList(0, PATIENTS));
        scans.addAll(scans.subList(0, PATIENTS));

        Predictions crossFitted = crossFitting(new LabelledFeatures(features, labels(), ALIKE), scans)
                .orElseThrow()
                .predictions();

        assertThat(crossFitted.patients()).hasSize(PATIENTS);
    }

    @Test
    void shouldSayNothingWhereAClassHasOnePatient() throws Exception {
        float[][] features = noiseOfPatients();
        List<LabelledScan> scans = IntStream.range(0, 2 * PATIENTS)
                .mapToObj(i -> new LabelledScan("s" + i, "p" + label(i), label(i), "", null))
                .toList();

        assertThat(crossFitting(new LabelledFeatures(features, labels(), ALIKE), scans))
                .isEmpty();
    }

    @Test
    void shouldWeighEachScanAsInTheWhole() throws Exception {
        float[] weights = new float[2 * PATIENTS];
        IntStream.range(0, weights.length).forEach(i -> weights[i] = label(i) == 0 ? 50 : 0.02f);
        float[][] features = noiseOfPatients();

        Predictions crossFitted = crossFitting(
                        new ClassifierSettings.Softmax(0.01),
                        new LabelledFeatures(features, labels(), ALIKE, weights, new int[weights.length]),
                        scans())
                .orElseThrow()
                .predictions();

        for (float[] row : crossFitted.probabilities()) {
            assertThat(row[0]).isGreaterThan(0.9f);
        }
    }

    @Test
    void shouldReportEachFold() throws Exception {
        crossFitting(new LabelledFeatures(noiseOfPatients(), labels(), ALIKE), scans());

        assertThat(done).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
    }

    private Optional<ScoredScans> crossFitting(LabelledFeatures examples, List<LabelledScan> scans)
            throws InterruptedException {
        return crossFitting(SETTINGS, examples, scans);
    }

    private Optional<ScoredScans> crossFitting(
            ClassifierSettings settings, LabelledFeatures examples, List<LabelledScan> scans)
            throws InterruptedException {
        Dataset dataset = new Dataset(
                "noise",
                List.of("A", "B"),
                new InputSpec(1, 1, InputSpec.Interpolation.AREA),
                scans,
                ScanPixels.of(scans.stream().map(scan -> new byte[1]).toList()));
        int[] training = IntStream.range(0, scans.size()).toArray();
        return new CrossFitting(settings, examples, dataset, training, 1).predictions(done::add);
    }

    private static float[][] noiseOfPatients() {
        Random random = new Random(7);
        float[][] patients = new float[PATIENTS][WIDTH];
        for (float[] patient : patients) {
            for (int f = 0; f < WIDTH; f++) {
                patient[f] = (float) random.nextGaussian();
            }
        }
        return IntStream.range(0, 2 * PATIENTS)
                .mapToObj(i -> patients[i % PATIENTS])
                .toArray(float[][]::new);
    }

    private static List<LabelledScan> scans() {
        return IntStream.range(0, 2 * PATIENTS)
                .mapToObj(i -> new LabelledScan("s" + i, "p" + i % PATIENTS, label(i), "", null))
                .toList();
    }

    private static int[] labels() {
        return IntStream.range(0, 2 * PATIENTS).map(CrossFittingTest::label).toArray();
    }

    private static int label(int scan) {
        return scan % PATIENTS % 2;
    }
}
