package dev.thorax.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.thorax.evaluation.MaskEvaluation;
import dev.thorax.network.engine.Engine;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.lungs.LungFinder;
import dev.thorax.onnx.lungs.LungSearch;
import dev.thorax.onnx.lungs.LungSearch.NotFound;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.dataset.Splitter;
import dev.thorax.worker.fitting.SnapshotStore;
import dev.thorax.worker.job.EngineRegistry;
import dev.thorax.worker.recipe.RecipeSource;
import dev.thorax.worker.recipe.Recipes;
import dev.thorax.worker.segmentation.MaskedDataset;
import dev.thorax.worker.segmentation.SegmentationResult;
import dev.thorax.worker.segmentation.SegmentationTrainer;

/**
 * Trains the lung finder on films with masks, scores it on held-out patients, and counts the films of other sources in which it
 * finds two lungs. Nobody has masks of these films.
 */
final class LungsBenchmark {
    private static final double LEAST_DICE = 0.90;
    private static final double LEAST_FOUND = 0.97;
    private static final List<String> SOURCES = List.of("cxr3", "cohen", "figure1", "radio");

    private final RecipeSource source;
    private final long seed;
    private final int folds;
    private final Engine engine;
    private final Path folder;
    private final boolean pictures;

    private LungsBenchmark(Map<String, String> options) throws IOException {
        this.source = Recipes.load(Optional.ofNullable(options.get("recipes")).map(Path::of))
                .get(options.getOrDefault("recipe", "lungs"));
        this.seed = Long.parseLong(options.getOrDefault("seed", "1"));
        this.folds = Integer.parseInt(options.getOrDefault("folds", "1"));
        this.engine = EngineRegistry.installed("torch", 0).get(options.get("engine"));
        this.folder = Files.createDirectories(Path.of(options.getOrDefault("to", "target/lungs")));
        this.pictures = Boolean.parseBoolean(options.getOrDefault("pictures", "false"));
    }

    /** Runs it with options as {@code key=value}. */
    static void run(List<String> arguments) throws Exception {
        Map<String, String> options = arguments.stream()
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
        new LungsBenchmark(options).run();
    }

    private void run() throws Exception {
        MaskedDataset data = RealFilms.withMasks(source.recipe().input());
        List<Split> splits = folds == 1
                ? List.of(Splitter.split(data.dataset(), seed))
                : Splitter.folds(data.dataset(), folds, seed);
        boolean good = true;
        byte[] lungs = null;
        for (Split split : splits) {
            SegmentationResult result = train(data, split);
            good &= result.evaluation().dice() >= LEAST_DICE;
            lungs = lungs == null ? result.lungs() : lungs;
        }
        Files.write(folder.resolve("lungs.onnx"), lungs);
        try (LungFinder finder =
                LungFinder.open(new OnnxSessions(1), lungs, source.recipe().input())) {
            for (String name : SOURCES) {
                good &= search(finder, name, RealFilms.of(name)) >= LEAST_FOUND;
            }
            Map<String, List<RealFilms.Film>> others = RealFilms.of("not-for-scoring").stream()
                    .collect(Collectors.groupingBy(RealFilms.Film::label, TreeMap::new, Collectors.toList()));
            for (Map.Entry<String, List<RealFilms.Film>> other : others.entrySet()) {
                search(finder, other.getKey(), other.getValue());
            }
        }
        if (!good) {
            throw new IllegalStateException("The lung finder is below a Dice coefficient of " + LEAST_DICE
                    + " on held-out patients, or finds two lungs in fewer than " + LEAST_FOUND
                    + " of the films of a source.");
        }
    }

    private SegmentationResult train(MaskedDataset data, Split split) throws InterruptedException {
        long start = System.nanoTime();
        SegmentationResult result = new SegmentationTrainer(source.recipe(), engine, data, split, seed)
                .run(report -> System.out.println("lungs " + report), SnapshotStore.NONE);
        MaskEvaluation test = result.evaluation();
        System.out.printf(
                "lungs trained: engine=%s seconds=%d epochs=%d parameters=%d bytes=%d%n",
                engine.name(),
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                result.history().size(),
                source.recipe().architecture().parameters(1),
                result.lungs().length);
        System.out.printf(
                "lungs held out: films=%d patients=%d dice=%.4f %s median=%.4f worst=%.4f found=%.3f %s ms=%.1f%n",
                test.scans(),
                test.patients(),
                test.dice(),
                test.diceInterval(),
                test.medianDice(),
                test.worstDice(),
                test.found(),
                test.foundInterval(),
                test.millisecondsPerScan());
        System.out.println("lungs worst: " + test.perScan().subList(0, Math.min(5, test.scans())));
        return result;
    }

    /** Returns the share of films in which two lungs were found. */
    private double search(LungFinder finder, String name, List<RealFilms.Film> films) throws IOException {
        Map<String, Integer> answers = new TreeMap<>();
        LungPictures sheet = new LungPictures();
        long nanos = 0;
        for (RealFilms.Film film : films) {
            long start = System.nanoTime();
            LungSearch search = finder.find(film.image());
            nanos += System.nanoTime() - start;
            answers.merge(search instanceof NotFound none ? none.reason().name() : "FOUND", 1, Integer::sum);
            sheet.add(film.image(), search);
        }
        double found = answers.getOrDefault("FOUND", 0) / (double) films.size();
        System.out.printf(
                "lungs %s: films=%d found=%.4f ms=%.1f %s%n",
                name, films.size(), found, nanos / 1e6 / films.size(), answers);
        if (pictures) {
            sheet.write(folder, name);
        }
        return found;
    }
}
