package dev.thorax.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.thorax.bench.GatedVersion.Verdict;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.evaluation.Fold;
import dev.thorax.evaluation.GateScore;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.local.PhantomFolder;
import dev.thorax.local.csv.CsvTable;
import dev.thorax.onnx.lungs.Preprocessor;
import dev.thorax.worker.backbone.BackboneFiles;
import dev.thorax.worker.backbone.TrustedWeights;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.fitting.SnapshotStore;
import dev.thorax.worker.job.EngineRegistry;
import dev.thorax.worker.job.FoldResult;
import dev.thorax.worker.job.PreparedTraining;
import dev.thorax.worker.job.TrainingProgressReporter;
import dev.thorax.worker.recipe.RecipeSource;
import dev.thorax.worker.recipe.Recipes;

/** Measures the gate of a recipe: what it refuses of held-out patients, of other pictures, and of other hospitals' scans. */
final class GateBenchmark {
    private static final List<String> FOLDERS = List.of("cxr3", "cohen", "figure1", "radio");
    private static final int PHANTOM_PATIENTS = 20;
    private static final int FEWEST_PHOTOGRAPHS = 50;
    /** The least share of each kind that must be caught. */
    private static final Map<String, Double> GOALS = Map.of("photographs", 0.95, "CT", 0.95, "LATERAL", 0.9);

    private final Optional<FinderFile> lungs;
    private final RecipeSource source;
    private final Map<String, String> options;
    private final List<String> data;
    private final Map<String, GateCount> counts = new LinkedHashMap<>();
    /** The patients of held-out scans without lungs. */
    private final List<String> unseen = new ArrayList<>();

    private GateBenchmark(String recipe, Map<String, String> options) throws IOException {
        this.options = options;
        this.lungs = FinderFile.of(options);
        RecipeSource named = Recipes.load(
                        Optional.ofNullable(options.get("recipes")).map(Path::of))
                .get(recipe);
        this.source = lungs.map(file -> file.in(named)).orElse(named);
        this.data = List.of(options.getOrDefault("data", "cxr3").split(","));
    }

    /** Runs it; {@code arguments} are options as {@code key=value}. */
    static void run(String recipe, List<String> arguments) throws Exception {
        new GateBenchmark(
                        recipe,
                        arguments.stream()
                                .map(option -> option.split("=", 2))
                                .collect(Collectors.toMap(option -> option[0], option -> option[1])))
                .run();
    }

    private void run() throws Exception {
        InputSpec input = source.recipe().input();
        Preprocessor preprocessor = lungs.map(file -> file.open(input)).orElseGet(() -> Preprocessor.of(input));
        Dataset dataset = RealScans.read(data, preprocessor, false);
        List<FoldResult> folds = train(dataset);
        FoldResult first = folds.get(0);
        if (first.gate().gate().limits() == null) {
            throw new IllegalStateException(
                    "The version has no gate: " + first.gate().gate().none());
        }
        System.out.println("gate " + first.gate().gate().limits() + ", model.onnx "
                + first.files().model().length + " bytes");
        System.out.println("gate held-out patients: " + score(folds));
        try (GatedVersion version = new GatedVersion(
                first.files().model(),
                preprocessor,
                dataset.classes().size(),
                first.gate().gate().limits())) {
            measure(version, dataset.classes());
        }
        counts.values().forEach(count -> System.out.println("gate " + count.line()));
        judge();
    }

    /** Trains one split, or as many folds as the options name. */
    private List<FoldResult> train(Dataset dataset) throws InterruptedException {
        Integer folds = options.containsKey("folds") ? Integer.valueOf(options.get("folds")) : null;
        long seed = Long.parseLong(options.getOrDefault("seed", "1"));
        TrainingRequested request = new TrainingRequested(
                "gate",
                dataset.name(),
                source.recipe().name(),
                null,
                null,
                seed,
                Instant.now(),
                null,
                null,
                folds,
                null,
                null);
        PreparedTraining training = PreparedTraining.of(
                request,
                source,
                EngineRegistry.installed("torch", 0).get(options.get("engine")),
                dataset,
                lungs.map(file -> file.frozen(dataset)).orElse(null));
        BackboneFiles backbones = new BackboneFiles(
                RealScans.SHARED.resolve("backbones"),
                new NoBackbones(),
                Optional.empty(),
                new TrustedWeights(Set.of()));
        List<FoldResult> results = new ArrayList<>();
        for (int split = 0; split < training.splits().size(); split++) {
            training.withoutLungs(split).test().forEach(scan -> unseen.add(scan.patient()));
            long start = System.nanoTime();
            results.add(training.trainer(split, backbones)
                    .run(
                            new TrainingProgressReporter("gate", source.recipe(), Clock.systemUTC(), progress -> {}),
                            SnapshotStore.NONE));
            System.out.printf("gate trained split %d in %.0f s%n", split + 1, (System.nanoTime() - start) / 1e9);
        }
        return results;
    }

    private GateScore score(List<FoldResult> folds) {
        List<String> reasons = folds.stream()
                .flatMap(fold -> fold.gate().test().stream())
                .map(reason -> reason == null ? null : reason.code())
                .collect(Collectors.toList());
        return GateScore.of(
                Fold.join(folds.stream().map(FoldResult::fold).toList()),
                reasons,
                new GateScore.Unseen(UndeterminedReason.NO_LUNGS_FOUND.code(), unseen),
                1);
    }

    private void measure(GatedVersion version, List<String> classes) throws IOException {
        List<Path> photographs = PackagedPhotographs.installed();
        if (photographs.isEmpty()) {
            System.out.println("gate photographs: NOT MEASURED, as none is installed here. Run: apt-get install "
                    + String.join(" ", PackagedPhotographs.names()));
        }
        for (Path photograph : photographs) {
            count(version, "photographs", photograph, null, classes);
        }
        Path phantoms = PhantomFolder.make(Files.createTempDirectory("thorax-phantoms"), PHANTOM_PATIENTS);
        try (Stream<Path> files = Files.walk(phantoms)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList()) {
                count(version, "phantoms", file, null, classes);
            }
        }
        folder(version, "not-for-scoring", false, classes);
        for (String name : FOLDERS) {
            if (!data.contains(name)) {
                folder(version, name, true, classes);
            }
        }
    }

    /** Counts the files of a folder by their label. */
    private void folder(GatedVersion version, String name, boolean isClass, List<String> classes) throws IOException {
        Path folder = RealScans.SHARED.resolve("datasets").resolve(name);
        CsvTable table = CsvTable.read(Files.readAllBytes(folder.resolve("manifest.csv")));
        for (List<String> row : table.rows()) {
            String label = row.get(table.column("label"));
            Path file = folder.resolve(row.get(table.column("file")));
            count(version, isClass ? name + " " + label : label, file, isClass ? label : null, classes);
        }
    }

    private void count(GatedVersion version, String kind, Path file, String label, List<String> classes)
            throws IOException {
        GateCount count = counts.computeIfAbsent(kind, GateCount::new);
        try {
            Verdict verdict = version.of(file);
            UndeterminedReason reason = verdict.reason();
            if (reason != null) {
                count.undetermined(reason);
            } else if (label == null) {
                count.named();
            } else {
                count.named(classes.get(verdict.label()).equals(label));
            }
        } catch (UnacceptableScanException e) {
            count.rejected();
        }
    }

    private void judge() {
        List<String> missed = new ArrayList<>();
        GOALS.forEach((kind, goal) -> {
            GateCount count = counts.get(kind);
            if (count != null && count.scans() > 0 && count.share() < goal) {
                missed.add(kind);
            }
        });
        GateCount photographs = counts.get("photographs");
        if (photographs != null && photographs.scans() < FEWEST_PHOTOGRAPHS) {
            System.out.println("gate photographs: fewer than " + FEWEST_PHOTOGRAPHS + ". Run: apt-get install "
                    + String.join(" ", PackagedPhotographs.names()));
        }
        if (!missed.isEmpty()) {
            throw new IllegalStateException("The gate lets too many pass of: " + String.join(", ", missed) + ".");
        }
    }
}
