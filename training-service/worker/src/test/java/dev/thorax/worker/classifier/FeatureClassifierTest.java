package dev.thorax.worker.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.evaluation.ConfusionMatrix;
import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.Temperature;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.testing.Networks;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.augment.BatchMaker;
import dev.thorax.worker.bundle.ExportVerifier;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.fitting.FittingListener;
import dev.thorax.worker.fitting.Scorer;
import dev.thorax.worker.recipe.ClassifierSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FeatureClassifierTest {
    private static final int CLASSES = 3;
    private static final int SCANS = 60;
    private static final float[] ALIKE = {1, 1, 1};
    private static final FittingListener SILENT = epoch -> {};
    private static final Architecture NETWORK = withBothPools();
    private static final Weights FIXED = Networks.lively(NETWORK, CLASSES, 4);
    private static final Dataset DATASET = dataset();
    private static final int[] TRAINING = IntStream.range(0, 40).toArray();
    private static final float[] EQUAL = equal();
    private static final int[] TEST = IntStream.range(40, SCANS).toArray();

    @ParameterizedTest
    @ValueSource(strings = {"logistic", "svm"})
    void shouldBecomePartOfTheModel(String kind) throws Exception {
        ClassifierSettings settings =
                kind.equals("svm") ? new ClassifierSettings.Svm(0.01) : new ClassifierSettings.Logistic(0.01);
        try (FeatureClassifier hybrid = fit(settings)) {
            Predictions said = new Scorer(DATASET).predict(hybrid, TEST);
            Temperature temperature = new Temperature(0.7);
            Weights weights = hybrid.weights().orElseThrow();

            byte[] model = OnnxExporter.model(NETWORK, weights, CLASSES, temperature.value());

            assertThatCode(() -> ExportVerifier.check(
                            model,
                            DATASET.input(),
                            batch(TEST),
                            temperature.apply(said).probabilities()))
                    .doesNotThrowAnyException();
            assertThat(ConfusionMatrix.count(said).accuracy()).isGreaterThan(0.6);
            assertThat(OnnxExporter.gradcam(NETWORK, weights, CLASSES)).isNotEmpty();
        }
    }

    @Test
    void shouldLeaveTheFixedLayersAlone() throws Exception {
        try (FeatureClassifier hybrid = fit(new ClassifierSettings.Svm(0.01))) {
            Weights weights = hybrid.weights().orElseThrow();

            assertThat(weights.layers()).hasSameSizeAs(FIXED.layers());
            assertThat(weights.layers().subList(0, FIXED.layers().size() - 1))
                    .isEqualTo(FIXED.layers().subList(0, FIXED.layers().size() - 1));
            assertThat(weights.byName().get(Node.OUTPUT).kernel()).hasSize(NETWORK.features() * CLASSES);
        }
    }

    @Test
    void shouldHaveNoWeightsWhereTheClassifierIsNotLinear() throws Exception {
        for (ClassifierSettings settings :
                List.of(new ClassifierSettings.Forest(10), new ClassifierSettings.Neighbours(5))) {
            try (FeatureClassifier hybrid = fit(settings)) {
                Predictions said = new Scorer(DATASET).predict(hybrid, TEST);

                assertThat(hybrid.weights()).isEmpty();
                assertThat(settings.obstacle()).isNotEmpty();
                assertThat(ConfusionMatrix.count(said).accuracy()).isGreaterThan(0.5);
            }
        }
    }

    @Test
    void shouldNameLayersThatNothingWouldTrain() {
        LayerWeights stem = FIXED.byName().get("stem");
        assertThatThrownBy(() -> FeatureClassifier.fit(
                        NETWORK,
                        new Weights(List.of(stem)),
                        new ClassifierSettings.Svm(0.01),
                        DATASET,
                        TRAINING,
                        ALIKE,
                        EQUAL,
                        1,
                        SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("Nothing would train the weights of stem_bn, depthwise, ")
                .hasMessageEndingWith("leave such layers out of the recipe.");
    }

    @Test
    void shouldGiveTheSameFeaturesInAnyBatch() throws Exception {
        try (FeatureExtractor extractor = new FeatureExtractor(NETWORK, FIXED)) {
            float[][] all = extractor.extract(DATASET, IntStream.range(0, SCANS).toArray(), SILENT);
            float[][] one = extractor.extract(DATASET, new int[] {33}, SILENT);

            assertThat(all).hasDimensions(SCANS, NETWORK.features());
            for (int f = 0; f < one[0].length; f++) {
                assertThat(one[0][f]).isBetween(all[33][f] - 1e-4f, all[33][f] + 1e-4f);
            }
        }
    }

    @Test
    void shouldTellHowFarTheFeaturesAre() throws Exception {
        List<String> told = new ArrayList<>();
        FittingListener listener = new FittingListener() {
            @Override
            public void extracted(int done, int images) {
                told.add(done + " of " + images);
            }

            @Override
            public void epoch(EpochReport report) {
                told.add("epoch");
            }
        };
        try (FeatureExtractor extractor = new FeatureExtractor(NETWORK, FIXED)) {
            extractor.extract(DATASET, TRAINING, listener);
        }

        assertThat(told).containsExactly("0 of 40", "32 of 40", "40 of 40");
    }

    @Test
    void shouldReportHowFarTheClassifiersAre() throws Exception {
        List<Double> done = new ArrayList<>();
        FittingListener listener = new FittingListener() {
            @Override
            public void classifiersFitted(double fitted, int classifiers) {
                assertThat(classifiers).isEqualTo(11);
                done.add(fitted);
            }

            @Override
            public void epoch(EpochReport report) {}
        };

        FeatureClassifier.fit(
                        NETWORK,
                        FIXED,
                        new ClassifierSettings.Softmax(0.1),
                        DATASET,
                        TRAINING,
                        ALIKE,
                        EQUAL,
                        1,
                        listener)
                .close();

        assertThat(done).isSorted().contains(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0).endsWith(11.0);
    }

    private static float[] equal() {
        float[] weights = new float[TRAINING.length];
        Arrays.fill(weights, 1);
        return weights;
    }

    private static FeatureClassifier fit(ClassifierSettings settings) throws InterruptedException {
        return FeatureClassifier.fit(NETWORK, FIXED, settings, DATASET, TRAINING, ALIKE, EQUAL, 1, SILENT);
    }

    private static Architecture withBothPools() {
        Architecture everything = Networks.everything();
        List<Node> nodes = new ArrayList<>(everything.nodes());
        nodes.removeIf(node -> List.of("global", "dense", "head_bn", "dense2").contains(node.name()));
        nodes.add(new Node("average_pool", List.of("half"), new GlobalPool(Pooling.AVERAGE)));
        nodes.add(new Node("max_pool", List.of("half"), new GlobalPool(Pooling.MAX)));
        nodes.add(new Node("pools", List.of("average_pool", "max_pool"), new Concat()));
        return new Architecture(everything.input(), nodes);
    }

    private static Dataset dataset() {
        Batch batch = Networks.batch(NETWORK, SCANS, CLASSES, 1);
        int pixels = NETWORK.input().height() * NETWORK.input().width();
        List<LabelledScan> scans = IntStream.range(0, SCANS)
                .mapToObj(i -> new LabelledScan("scan" + i, "patient" + i, batch.label(i), ""))
                .toList();
        List<byte[]> images = IntStream.range(0, SCANS)
                .mapToObj(i -> Arrays.copyOfRange(batch.images(), i * pixels, (i + 1) * pixels))
                .toList();
        InputSpec input =
                new InputSpec(NETWORK.input().height(), NETWORK.input().width(), InputSpec.Interpolation.AREA);
        return new Dataset("pictures", List.of("A", "B", "C"), input, scans, ScanPixels.of(images));
    }

    private static Batch batch(int[] part) {
        return new BatchMaker(DATASET, part.length, null).make(part, 0, 0);
    }
}
