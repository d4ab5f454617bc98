package dev.thorax.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.thorax.storage.FolderTree;
import dev.thorax.worker.recipe.Recipe;
import dev.thorax.worker.recipe.Recipes;

/**
 * Runs {@code serving}, {@code gradcam} or {@code training} with a recipe ({@code cnn4}) and a number of rounds (5), {@code figures} with a
 * recipe and options, {@code gate} with a recipe ({@code thorax}) and options, {@code lungs} with options, {@code intake} with a number of
 * rounds (5) and services, {@code access} with a number of rounds (5), {@code fitting} with a number of rounds (3), or
 * {@code classifiers} with a seed (1).
 */
public final class Main {
    private Main() {}

    /** Prints the figures; see deploy/bench/README.md. */
    public static void main(String[] arguments) throws Exception {
        String benchmark = arguments.length > 0 ? arguments[0] : "";
        String name = arguments.length > 1 ? arguments[1] : "cnn4";
        if (benchmark.equals("figures")) {
            FiguresBenchmark.run(name, List.of(arguments).subList(Math.min(2, arguments.length), arguments.length));
            System.exit(0);
        }
        if (benchmark.equals("lungs")) {
            LungsBenchmark.run(List.of(arguments).subList(1, arguments.length));
            System.exit(0);
        }
        if (benchmark.equals("gate")) {
            GateBenchmark.run(
                    arguments.length > 1 ? arguments[1] : "thorax",
                    List.of(arguments).subList(Math.min(2, arguments.length), arguments.length));
            System.exit(0);
        }
        if (benchmark.equals("classifiers")) {
            ClassifiersBenchmark.run(arguments.length > 1 ? Long.parseLong(arguments[1]) : 1);
            System.exit(0);
        }
        if (benchmark.equals("fitting")) {
            FittingBenchmark.run(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3);
            System.exit(0);
        }
        if (benchmark.equals("intake")) {
            IntakeBenchmark.run(
                    arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5,
                    Stream.of(arguments).skip(2).map(Path::of).toList());
            System.exit(0);
        }
        if (benchmark.equals("access")) {
            AccessBenchmark.run(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5);
            System.exit(0);
        }
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        if (benchmark.equals("training")) {
            TrainingBenchmark.run(
                    name, rounds, Path.of(System.getProperty("thorax.shared.data"), "tools/torch_reference.py"));
            return;
        }
        Path folder = Files.createTempDirectory("thorax-bench");
        if (benchmark.equals("serving") && arguments.length > 3) {
            try {
                LungServingBenchmark.run(name, rounds, List.of(arguments).subList(3, arguments.length), folder);
            } finally {
                FolderTree.delete(folder);
            }
            System.exit(0);
        }
        Recipe recipe = Recipes.load(Optional.empty()).get(name).recipe();
        try (BenchmarkModel subject = BenchmarkModel.of(recipe)) {
            System.out.printf(
                    "%s, recipe %s, %d processors, Java %s%n",
                    benchmark, recipe.name(), Runtime.getRuntime().availableProcessors(), Runtime.version());
            switch (benchmark) {
                case "serving" -> ServingBenchmark.run(subject, rounds, folder);
                case "gradcam" -> GradCamBenchmark.run(subject, rounds);
                default ->
                    throw new IllegalArgumentException(
                            "Name a benchmark: serving, intake, access, gradcam, training, fitting, figures, gate, lungs or classifiers.");
            }
        } finally {
            FolderTree.delete(folder);
        }
        System.exit(0);
    }
}
