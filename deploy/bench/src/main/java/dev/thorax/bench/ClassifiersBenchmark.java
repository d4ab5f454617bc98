package dev.thorax.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.evaluation.ClassScore;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Fold;
import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.Temperature;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.backbone.Backbone;
import dev.thorax.network.backbone.BackboneWeights;
import dev.thorax.network.backbone.Backbones;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.classifier.Classifier;
import dev.thorax.worker.classifier.ClassifierTrainer;
import dev.thorax.worker.classifier.FeatureExtractor;
import dev.thorax.worker.classifier.LabelledFeatures;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.dataset.Splitter;
import dev.thorax.worker.enrich.EnrichedDataset;
import dev.thorax.worker.enrich.Enrichment;
import dev.thorax.worker.enrich.ImageFilter;
import dev.thorax.worker.recipe.ClassifierSettings;

/**
 * Compares classifiers on the features of the recipe {@code hybrid}: five folds of the real scans by patient, each classifier on the same
 * features, as they are and enriched, of the squeezed scan and of its central square.
 */
final class ClassifiersBenchmark {
    private static final InputSpec INPUT = new InputSpec(224, 224, InputSpec.Interpolation.AREA);
    private static final int FOLDS = 5;
    private static final double COLDEST = 0.5;
    /** The accuracy that docs/decisions/0011 promises of the best linear classifier. */
    private static final double PROMISED = 0.78;

    private static final Enrichment ENRICHMENT = new Enrichment("COVID-19", List.of(ImageFilter.values()));

    private ClassifiersBenchmark() {}

    /** Prints a row of a table for each classifier, and fails if no linear one is as accurate as promised. */
    static void run(long seed) throws Exception {
        List<Scans> all = List.of(Scans.read(false), Scans.read(true));
        double best = 0;
        for (Map.Entry<String, ClassifierSettings> kind : kinds().entrySet()) {
            for (Scans scans : all) {
                for (boolean enriched : new boolean[] {false, true}) {
                    Evaluation evaluation = evaluate(scans, kind.getValue(), enriched, seed);
                    print(scans.square(), enriched, kind.getKey(), evaluation);
                    boolean linear = kind.getValue().obstacle().isEmpty();
                    best = Math.max(best, linear ? evaluation.accuracy() : 0);
                }
            }
        }
        System.out.printf("best linear classifier: accuracy %.3f%n", best);
        if (best < PROMISED) {
            throw new IllegalStateException("No linear classifier reaches an accuracy of " + PROMISED + ".");
        }
    }

    private static Map<String, ClassifierSettings> kinds() {
        Map<String, ClassifierSettings> kinds = new LinkedHashMap<>();
        for (double cost : new double[] {1e-4, 1e-3, 1e-2}) {
            kinds.put("logistic " + cost, new ClassifierSettings.Logistic(cost));
        }
        for (double cost : new double[] {1e-5, 1e-4, 1e-3}) {
            kinds.put("svm " + cost, new ClassifierSettings.Svm(cost));
        }
        kinds.put("neighbours 11", new ClassifierSettings.Neighbours(11));
        kinds.put("forest 50", new ClassifierSettings.Forest(50));
        return kinds;
    }

    /**
     * The scans, and the features of each and of all that can be made from it.
     *
     * @param square whether only the central square is seen; else the whole scan, squeezed
     * @param features float[scans, then made ones][F]
     */
    private record Scans(boolean square, Dataset dataset, float[][] features) {
        static Scans read(boolean square) throws IOException, InterruptedException {
            Dataset dataset = RealScans.read(INPUT, square);
            int[] all = IntStream.range(0, dataset.scans().size()).toArray();
            return new Scans(
                    square,
                    dataset,
                    extract(EnrichedDataset.of(dataset, all, ENRICHMENT).dataset()));
        }
    }

    private static float[][] extract(Dataset dataset) throws InterruptedException {
        Backbone backbone = Backbones.named("mobilenet-0.75");
        String maps = backbone.nodes().get(backbone.nodes().size() - 1).name();
        Architecture network = backbone.architecture(
                new NetworkInput(INPUT.height(), INPUT.width(), 3),
                List.of(
                        new Node("average", List.of(maps), new GlobalPool(Pooling.AVERAGE)),
                        new Node("max", List.of(maps), new GlobalPool(Pooling.MAX)),
                        new Node("pools", List.of("average", "max"), new Concat())));
        Weights weights = BackboneWeights.read(
                backbone, RealScans.SHARED.resolve("backbones").resolve(backbone.file()));
        try (FeatureExtractor extractor = new FeatureExtractor(network, weights)) {
            return extractor.extract(
                    dataset, IntStream.range(0, dataset.scans().size()).toArray(), epoch -> {});
        }
    }

    /** Made scans stand behind all scans, those of one scan of the class after those of the one before. */
    private static Evaluation evaluate(Scans scans, ClassifierSettings settings, boolean enriched, long seed)
            throws InterruptedException {
        Dataset dataset = scans.dataset();
        float[][] features = scans.features();
        List<Fold> folds = new ArrayList<>();
        for (Split split : Splitter.folds(dataset, FOLDS, seed)) {
            int[] training = enriched ? withMade(dataset, split.training()) : split.training();
            float[][] learnt =
                    Arrays.stream(training).mapToObj(i -> features[i]).toArray(float[][]::new);
            int[] labels = Arrays.stream(training)
                    .map(i ->
                            i < dataset.scans().size() ? dataset.scans().get(i).label() : 0)
                    .toArray();
            Classifier classifier = ClassifierTrainer.fit(
                    settings, new LabelledFeatures(learnt, labels, new float[] {1, 1, 1}), seed, share -> {});
            Temperature temperature = Temperature.fit(predict(classifier, dataset, features, split.validation()))
                    .atLeast(COLDEST);
            folds.add(new Fold(predict(classifier, dataset, features, split.test()), temperature));
        }
        return Evaluation.of(folds, seed);
    }

    private static int[] withMade(Dataset dataset, int[] training) {
        int filters = ENRICHMENT.filters().size();
        int[] ofClass = IntStream.range(0, dataset.scans().size())
                .filter(i -> dataset.scans().get(i).label() == 0)
                .toArray();
        IntStream made = Arrays.stream(training)
                .map(i -> Arrays.binarySearch(ofClass, i))
                .filter(place -> place >= 0)
                .flatMap(place -> IntStream.range(place * filters, (place + 1) * filters))
                .map(i -> dataset.scans().size() + i);
        return IntStream.concat(Arrays.stream(training), made).toArray();
    }

    private static Predictions predict(Classifier classifier, Dataset dataset, float[][] features, int[] part) {
        return new Predictions(
                dataset.classes(),
                dataset.labels(part),
                Arrays.stream(part)
                        .mapToObj(i -> classifier.probabilities(features[i]))
                        .toArray(float[][]::new),
                Arrays.stream(part)
                        .mapToObj(i -> dataset.scans().get(i).patient())
                        .toList());
    }

    private static void print(boolean square, boolean enriched, String kind, Evaluation evaluation) {
        ClassScore covid = evaluation.perClass().get("COVID-19");
        System.out.printf(
                "| %s | %s | %s | %.3f (%.3f to %.3f) | %.3f | %.2f | %.2f |%n",
                square ? "square" : "squeezed",
                enriched ? "yes" : "no",
                kind,
                evaluation.accuracy(),
                evaluation.accuracyInterval().low(),
                evaluation.accuracyInterval().high(),
                evaluation.rocAucOneVersusRest(),
                covid.recall(),
                covid.precision());
    }
}
