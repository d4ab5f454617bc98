package dev.thorax.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.thorax.contracts.model.Gate;
import dev.thorax.imaging.GreyImage;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.onnx.FeatureReference;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.weights.Weights;
import dev.thorax.servers.TestStack;
import dev.thorax.worker.classifier.FeatureExtractor;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.recipe.Recipe;
import dev.thorax.worker.recipe.RecipeSource;
import dev.thorax.worker.recipe.Recipes;

/**
 * Compares the diagnoses a second of the packaged inference-service by a version with lung finder and gate with those by the same network
 * without both, on films of {@code cxr3}. The gate has as many references as the largest training set leaves, and refuses nothing.
 */
final class LungServingBenchmark {
    private static final int FILMS = 64;
    private static final int WARM_UP = 1000;
    private static final int SCANS = 500;
    private static final int REFERENCES = 4096;
    private static final String WITHOUT = "without";
    private static final String WITH = "with";

    private LungServingBenchmark() {}

    static void run(String name, int rounds, List<String> arguments, Path folder) throws Exception {
        RecipeSource plain = Recipes.load(Optional.empty()).get(name);
        Map<String, String> options = arguments.stream()
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
        FinderFile finder = FinderFile.of(options)
                .orElseThrow(() -> new IllegalArgumentException("Name a lung finder: lungs=FILE."));
        Recipe seeing = finder.in(plain).recipe();
        List<Double> ratios = new ArrayList<>();
        try (TestStack backing = TestStack.start(folder.resolve("backing"))) {
            StoredScans scans = new StoredScans(backing, films());
            byte[] ungated = model(plain.recipe(), 0);
            scans.promote(name, WITHOUT, plain.recipe().input(), Gate.none("Without."), null, ungated, null);
            Gate gate = Gate.of(new Gate.Limits(1e30, 2, 0, 0.05, REFERENCES));
            scans.promote(
                    name, WITH, seeing.input(), gate, finder.inManifest(), model(seeing, REFERENCES), finder.model());
            backing.service(
                    Path.of(
                            System.getProperty("thorax.modules"),
                            "inference-service/target/quarkus-app/quarkus-run.jar"),
                    Map.of());
            for (String version : List.of(WITHOUT, WITH)) {
                scans.promoteAgain(name, version);
                scans.diagnosesPerSecond("warm-up-" + version, WARM_UP);
            }
            for (int round = 1; round <= rounds; round++) {
                scans.promoteAgain(name, WITHOUT);
                double without = scans.diagnosesPerSecond(WITHOUT + round, SCANS);
                scans.promoteAgain(name, WITH);
                double with = scans.diagnosesPerSecond(WITH + round, SCANS);
                ratios.add(with / without);
                System.out.printf(
                        "round %d: %.1f diagnoses/s without, %.1f with lung finder and gate, ratio %.2f%n",
                        round, without, with, with / without);
            }
        }
        System.out.println("with / without: " + Spread.of(ratios) + ", goal at least 0.7");
    }

    private static List<GreyImage> films() throws IOException {
        return RealFilms.of("cxr3").stream()
                .limit(FILMS)
                .map(RealFilms.Film::image)
                .toList();
    }

    /** Returns {@code model.onnx} with random weights, with a gate if there are references. */
    private static byte[] model(Recipe recipe, int references) throws InterruptedException {
        Architecture architecture = recipe.architecture();
        int classes = BenchmarkModel.CLASSES.size();
        Weights weights = Weights.random(architecture, classes, 1);
        return OnnxExporter.model(
                architecture,
                weights,
                classes,
                1,
                references == 0 ? null : reference(features(recipe, weights), references));
    }

    private static int features(Recipe recipe, Weights weights) throws InterruptedException {
        byte[] black = new byte[recipe.input().height() * recipe.input().width()];
        LabelledScan scan = new LabelledScan("black", "nobody", 0, "0".repeat(64));
        Dataset one = new Dataset(
                "black", BenchmarkModel.CLASSES, recipe.input(), List.of(scan), ScanPixels.of(List.of(black)));
        try (FeatureExtractor extractor =
                FeatureExtractor.ofDeepestMaps(recipe.architecture(), weights, BenchmarkModel.CLASSES.size())) {
            return extractor.extract(one, new int[] {0}, report -> {})[0].length;
        }
    }

    private static FeatureReference reference(int features, int references) {
        Random random = new Random(1);
        double[][] whitening = rows(features, features, random);
        double[][] means = rows(BenchmarkModel.CLASSES.size(), features, random);
        double[][] unit = rows(references, features, random);
        for (double[] row : unit) {
            double length = Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
            Arrays.setAll(row, i -> row[i] / length);
        }
        return new FeatureReference(new double[features], whitening, means, unit, 5);
    }

    private static double[][] rows(int rows, int columns, Random random) {
        return IntStream.range(0, rows)
                .mapToObj(i -> random.doubles(columns).toArray())
                .toArray(double[][]::new);
    }
}
