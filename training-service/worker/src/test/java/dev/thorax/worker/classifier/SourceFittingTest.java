package dev.thorax.worker.classifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.audit.SourceRecognition;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;

import static org.assertj.core.api.Assertions.assertThat;

class SourceFittingTest {
    private static final int SCANS = 200;
    private static final int[] ALL = IntStream.range(0, SCANS).toArray();

    @Test
    void shouldTellSourcesThatTheFeaturesTellOfOtherPatients() throws Exception {
        Dataset dataset = dataset(i -> "p" + i, i -> i % 4 == 0 ? "valencia" : "nih");

        SourceRecognition told = SourceRecognition.of(named(features(i -> i % 4 == 0 ? 8 : 0), dataset), 1);

        assertThat(told.sources()).containsExactly("nih", "valencia");
        assertThat(told.scans()).isEqualTo(SCANS);
        assertThat(told.accuracy()).isGreaterThan(0.97);
        assertThat(told.majority()).isEqualTo(0.75);
    }

    /** The features tell the patient, and the patient has one source: who has seen the patient knows it. */
    @Test
    void shouldNotTellThemByThePatient() throws Exception {
        Dataset dataset = dataset(i -> "p" + i / 4, i -> i / 4 % 2 == 0 ? "valencia" : "nih");

        SourceRecognition told = SourceRecognition.of(named(featuresOfPatients(), dataset), 1);

        assertThat(told.accuracy()).isBetween(0.3, 0.7);
    }

    @Test
    void shouldAskAboutNoCopyAndNoSmallSource() throws Exception {
        Dataset dataset = dataset(
                i -> "p" + i % 100,
                i -> i % 100 < 45 ? "nih" : i % 100 < 90 ? "valencia" : i % 100 < 95 ? "few" : null);

        Predictions named = named(features(i -> i % 7), dataset);

        assertThat(named.classes()).containsExactly("nih", "valencia");
        assertThat(named.truth()).hasSize(90);
    }

    @Test
    void shouldSayNothingOfOneSource() throws Exception {
        Dataset dataset = dataset(i -> "p" + i, i -> i < 5 ? "few" : "nih");

        assertThat(SourceFitting.predictions(features(i -> i), dataset, ALL, 1, done -> {}))
                .isEmpty();
    }

    private static Predictions named(float[][] features, Dataset dataset) throws InterruptedException {
        Optional<Predictions> named = SourceFitting.predictions(features, dataset, ALL, 1, done -> {});
        return named.orElseThrow();
    }

    private static float[][] features(IntFunction<Integer> first) {
        Random random = new Random(3);
        float[][] features = new float[SCANS][50];
        for (int i = 0; i < SCANS; i++) {
            for (int f = 0; f < features[i].length; f++) {
                features[i][f] = (float) random.nextGaussian();
            }
            for (int f = 0; f < 10; f++) {
                features[i][f] += first.apply(i);
            }
        }
        return features;
    }

    private static float[][] featuresOfPatients() {
        float[][] noise = features(i -> 0);
        return IntStream.range(0, SCANS).mapToObj(i -> noise[i / 4].clone()).toArray(float[][]::new);
    }

    /** A second scan of the same id is a varied copy of the first. */
    private static Dataset dataset(IntFunction<String> patient, IntFunction<String> source) {
        List<LabelledScan> scans = new ArrayList<>();
        for (int i = 0; i < SCANS; i++) {
            ScanMetadata metadata = new ScanMetadata("image/png", 9, 8, 8).withSource(source.apply(i));
            boolean copies = patient.apply(i).equals(patient.apply(i % 100)) && i >= 100;
            scans.add(new LabelledScan("s" + (copies ? i % 100 : i), patient.apply(i), i % 2, "", metadata));
        }
        return new Dataset(
                "d",
                List.of("A", "B"),
                new InputSpec(1, 1, InputSpec.Interpolation.AREA),
                scans,
                ScanPixels.of(List.of(new byte[1])));
    }
}
