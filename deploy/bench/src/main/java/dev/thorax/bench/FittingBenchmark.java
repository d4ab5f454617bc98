package dev.thorax.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.thorax.engine.torch.RegressionProblem;
import dev.thorax.engine.torch.TorchSoftmaxRegression;
import dev.thorax.network.backbone.Backbone;
import dev.thorax.network.backbone.BackboneWeights;
import dev.thorax.worker.augment.AugmentedCopies;
import dev.thorax.worker.classifier.FeatureExtractor;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.Splitter;
import dev.thorax.worker.recipe.ClassifierSettings.Softmax;
import dev.thorax.worker.recipe.Recipe;
import dev.thorax.worker.recipe.Recipes;

/**
 * Compares the seconds of the softmax regression of the recipe {@code thorax}, on the features of its training scans, with those of
 * conjugate gradients in scalar loops.
 */
final class FittingBenchmark {
    /** The precision to which conjugate gradients searched before. */
    private static final double USUAL = 1e-7;

    private static final double PROMISED = 20;
    private static final long SEED = 1;

    private FittingBenchmark() {}

    /** Measures both in turns, and fails if the one is not as fast as promised, or ends at a larger value. */
    static void run(int rounds) throws Exception {
        ConjugateGradients before =
                problem(Recipes.load(Optional.empty()).get("thorax").recipe());
        System.out.printf("%d rows of %d features%n", before.labels().length, before.features()[0].length);
        System.out.printf("first fit, with the loading of LibTorch: %.2f s%n", seconds(() -> torch(before)));
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            double[][] found = new double[2][];
            double ours = seconds(() -> found[0] = torch(before));
            double theirs = seconds(() -> found[1] = before.least(USUAL));
            ratios.add(theirs / ours);
            double excess = before.value(found[0]) / before.value(found[1]) - 1;
            System.out.printf(
                    "round %d: conjugate gradients %.2f s, L-BFGS %.2f s, ratio %.1f, its value relative to the other %.1e%n",
                    round, theirs, ours, theirs / ours, excess);
            if (excess > 1e-9) {
                throw new IllegalStateException("L-BFGS ends at a larger value than conjugate gradients.");
            }
        }
        Spread spread = Spread.of(ratios);
        System.out.println("conjugate gradients / L-BFGS: " + spread + ", goal at least " + PROMISED);
        if (spread.median() < PROMISED) {
            throw new IllegalStateException("L-BFGS is not " + PROMISED + " times as fast.");
        }
    }

    private static ConjugateGradients problem(Recipe recipe) throws Exception {
        Dataset real = RealScans.read(recipe.input(), false);
        int[] training = Splitter.split(real, SEED).training();
        AugmentedCopies copies = AugmentedCopies.of(real, training, recipe.copies(), recipe.augmentation(), SEED);
        int[] labels = copies.dataset().labels(copies.training());
        float[] classWeights = recipe.classWeights().of(copies.dataset().counts(copies.training()));
        double cost = ((Softmax) recipe.classifier()).cost();
        double[] weights = Arrays.stream(labels)
                .mapToDouble(label -> cost * classWeights[label])
                .toArray();
        return new ConjugateGradients(standardised(features(recipe, copies)), labels, weights, classWeights.length);
    }

    private static float[][] features(Recipe recipe, AugmentedCopies copies) throws Exception {
        Backbone backbone = recipe.backbone().get();
        try (FeatureExtractor extractor = new FeatureExtractor(
                recipe.architecture(0),
                BackboneWeights.read(
                        backbone, RealScans.SHARED.resolve("backbones").resolve(backbone.file())))) {
            return extractor.extract(copies.dataset(), copies.training(), epoch -> {});
        }
    }

    private static float[][] standardised(float[][] rows) {
        for (int f = 0; f < rows[0].length; f++) {
            int feature = f;
            double mean = Arrays.stream(rows)
                    .mapToDouble(row -> row[feature])
                    .average()
                    .orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(rows)
                    .mapToDouble(row -> Math.pow(row[feature] - mean, 2))
                    .average()
                    .orElseThrow());
            for (float[] row : rows) {
                row[f] = (float) ((row[f] - mean) / (deviation > 0 ? deviation : 1));
            }
        }
        return rows;
    }

    /** Returns what the worker's solver finds for the same problem. */
    static double[] torch(ConjugateGradients problem) throws InterruptedException {
        return TorchSoftmaxRegression.fit(
                new RegressionProblem(
                        i -> problem.features()[i],
                        problem.features()[0].length,
                        problem.labels(),
                        problem.weights(),
                        problem.classes()),
                share -> {});
    }

    private static double seconds(Fit fit) throws InterruptedException {
        long start = System.nanoTime();
        fit.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Fits once. */
    private interface Fit {
        void run() throws InterruptedException;
    }
}
