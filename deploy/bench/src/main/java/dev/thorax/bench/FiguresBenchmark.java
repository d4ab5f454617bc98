package dev.thorax.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.thorax.contracts.event.HeldOut;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.ReportPictures;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Fold;
import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.SourceScores;
import dev.thorax.network.engine.Engine;
import dev.thorax.onnx.lungs.Preprocessor;
import dev.thorax.worker.backbone.BackboneFiles;
import dev.thorax.worker.backbone.TrustedWeights;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.fitting.SnapshotStore;
import dev.thorax.worker.job.EngineRegistry;
import dev.thorax.worker.job.FoldResult;
import dev.thorax.worker.job.FoldTrainer;
import dev.thorax.worker.job.PreparedTraining;
import dev.thorax.worker.job.TrainingProgressReporter;
import dev.thorax.worker.job.VersionAssembler;
import dev.thorax.worker.recipe.RecipeSource;
import dev.thorax.worker.recipe.Recipes;
import dev.thorax.worker.report.LabelSuspect;
import dev.thorax.worker.report.LabelSuspects;
import dev.thorax.worker.report.Report;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Measures the accuracy of a recipe on real scans, out of fold, and writes the report of its version. */
final class FiguresBenchmark {
    private static final int RANDOM_NETWORKS = 3;
    private static final int[] FIRST_SUSPECTS = {50, 100, 200};

    private final Optional<FinderFile> lungs;
    private final RecipeSource source;
    private final Map<String, String> options;
    private final boolean leaky;
    private final boolean bySource;
    private final long seed;

    private FiguresBenchmark(String recipe, Map<String, String> options) throws IOException {
        this.options = options;
        this.lungs = FinderFile.of(options);
        RecipeSource named = Recipes.load(
                        Optional.ofNullable(options.get("recipes")).map(Path::of))
                .get(recipe);
        this.source = lungs.map(file -> file.in(named)).orElse(named);
        this.leaky = Boolean.parseBoolean(options.get("leaky"));
        this.bySource = HeldOut.SOURCES.wireName().equals(options.get("heldout"));
        this.seed = Long.parseLong(options.getOrDefault("seed", "1"));
    }

    /** Runs it; {@code arguments} are the recipe, then options as {@code key=value}. */
    static void run(String recipe, List<String> arguments) throws Exception {
        Map<String, String> options = arguments.stream()
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
        new FiguresBenchmark(recipe, options).run();
    }

    private void run() throws Exception {
        List<String> data = List.of(options.getOrDefault("data", "cxr3").split(","));
        Dataset real = read(data);
        int folds = Integer.parseInt(options.getOrDefault("folds", "5"));
        int most = Integer.parseInt(options.getOrDefault("most", String.valueOf(folds)));
        Engine engine = EngineRegistry.installed("torch", 0).get(options.get("engine"));
        TrainingRequested request = new TrainingRequested(
                "figure",
                real.name(),
                source.recipe().name(),
                null,
                null,
                seed,
                Instant.now(),
                null,
                null,
                folds,
                null,
                null,
                options.get("heldout"),
                null);
        PreparedTraining training = PreparedTraining.of(
                        request,
                        source,
                        engine,
                        leaky ? withoutPatients(real) : real,
                        lungs.map(file -> file.frozen(real)).orElse(null))
                .first(most);
        BackboneFiles backbones = new BackboneFiles(
                RealScans.SHARED.resolve("backbones"),
                new NoBackbones(),
                Optional.empty(),
                new TrustedWeights(Set.of()));
        List<FoldResult> trained = new ArrayList<>();
        for (int split = 0; split < most; split++) {
            FoldTrainer trainer = training.trainer(split, backbones);
            long start = System.nanoTime();
            trained.add(trainer.run(new PrintingReporter(source), SnapshotStore.NONE));
            print("fold " + trained.size(), start, trained.subList(split, split + 1));
        }
        Evaluation evaluation = print(held(), System.nanoTime(), trained);
        printFolders(training, trained);
        List<byte[]> randomised = training.trainer(0, backbones).randomised(RANDOM_NETWORKS);
        VersionAssembler.Version version =
                new VersionAssembler(training, Clock.systemUTC()).assemble(trained, randomised);
        write(version);
        printKnownWrongLabels(version);
        // A held-out source may lack the commonest class.
        if (!bySource && evaluation.accuracy() <= evaluation.majority()) {
            throw new IllegalStateException("The recipe is no better than always naming the commonest class.");
        }
    }

    private Dataset read(List<String> data) throws IOException {
        InputSpec input = source.recipe().input();
        try (Preprocessor preprocessor = lungs.map(file -> file.open(input)).orElseGet(() -> Preprocessor.of(input))) {
            return RealScans.read(data, preprocessor, false);
        }
    }

    private String held() {
        return leaky ? "LEAKY (random folds)" : bySource ? "sources apart" : "patients apart";
    }

    /** Prints the scores on the scans of each folder, and how well classes are told apart there. */
    private void printFolders(PreparedTraining training, List<FoldResult> trained) {
        Predictions all = Fold.join(trained.stream().map(FoldResult::fold).toList());
        List<String> folders = training.splits().stream()
                .flatMapToInt(split -> Arrays.stream(split.test()))
                .mapToObj(i -> RealScans.folder(training.dataset().scans().get(i)))
                .toList();
        for (String folder : new TreeSet<>(folders)) {
            int[] rows = IntStream.range(0, folders.size())
                    .filter(i -> folders.get(i).equals(folder))
                    .toArray();
            SourceScores scores = SourceScores.of(all.at(rows), Collections.nCopies(rows.length, folder), seed);
            System.out.println("figure folder " + scores.perSource().get(0));
            scores.withinSources().forEach(pair -> System.out.println("figure folder " + folder + " " + pair));
        }
    }

    /** Prints how many of the labels that radiologists contradict stand among the first suspects. */
    private static void printKnownWrongLabels(VersionAssembler.Version version) throws IOException {
        Set<String> wrong = RealScans.contradictedByReaders();
        List<LabelSuspect> suspects = Json.read(version.files().report().get(LabelSuspects.FILE), LabelSuspects.class)
                .scans();
        for (int first : FIRST_SUSPECTS) {
            System.out.println("figure labels: of " + wrong.size() + " that radiologists contradict, "
                    + suspects.stream()
                            .limit(first)
                            .filter(suspect -> wrong.contains(suspect.scanId()))
                            .count()
                    + " are among the first " + Math.min(first, suspects.size()) + " suspects");
        }
    }

    private void write(VersionAssembler.Version version) throws IOException {
        System.out.println("figure " + source.recipe().name() + " audit "
                + version.manifest().evaluation().get("audit"));
        Path folder = Files.createDirectories(
                Path.of("target/figure/" + source.recipe().name() + (leaky ? "-leaky" : "")));
        for (Map.Entry<String, byte[]> file : version.files().all().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        // For people, with its pictures.
        String report = new String(version.files().report().get(Report.PAGE), UTF_8);
        Files.writeString(
                folder.resolve(Report.PAGE),
                ReportPictures.fill(
                        report,
                        picture ->
                                Optional.ofNullable(version.files().pictures().get(picture))));
    }

    private Evaluation print(String what, long start, List<FoldResult> trained) {
        List<Fold> folds = trained.stream().map(FoldResult::fold).toList();
        Evaluation evaluation = Evaluation.of(folds, seed);
        System.out.printf(
                "figure %s %s: seconds=%.0f accuracy=%.3f %s majority=%.3f balanced=%.3f auc=%s %s calibration=%s"
                        + " micro=%s%n",
                source.recipe().name(),
                what,
                (System.nanoTime() - start) / 1e9,
                evaluation.accuracy(),
                evaluation.accuracyInterval(),
                evaluation.majority(),
                evaluation.balancedAccuracy(),
                evaluation.rocAucOneVersusRest(),
                evaluation.rocAucOneVersusRestInterval(),
                evaluation.calibration(),
                evaluation.micro());
        evaluation.perClass().forEach((name, score) -> System.out.println("figure   " + name + " " + score));
        return evaluation;
    }

    /** Lets every scan count as a patient of its own, as published figures do. */
    private static Dataset withoutPatients(Dataset dataset) {
        List<LabelledScan> scans = dataset.scans().stream()
                .map(scan ->
                        new LabelledScan(scan.scanId(), scan.scanId(), scan.label(), scan.sha256(), scan.metadata()))
                .toList();
        return new Dataset(
                dataset.name(), dataset.classes(), dataset.input(), scans, dataset.pixels(), dataset.lungs());
    }

    /** Prints each epoch. */
    private static final class PrintingReporter extends TrainingProgressReporter {
        PrintingReporter(RecipeSource source) {
            super("figure", source.recipe(), Clock.systemUTC(), progress -> {});
        }

        @Override
        public void epoch(EpochReport report) {
            super.epoch(report);
            System.out.println("figure " + report);
        }
    }
}
