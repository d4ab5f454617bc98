package dev.thorax.worker.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Fold;
import dev.thorax.network.engine.Engine;
import dev.thorax.worker.backbone.BackboneFiles;
import dev.thorax.worker.backbone.BackboneStore;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.dataset.Splitter;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.fitting.SnapshotStore;
import dev.thorax.worker.recipe.RecipeSource;
import dev.thorax.worker.recipe.Recipes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The figures of a recipe on real scans, out of fold, with the page of its version in {@code target/figure}: {@code mvn test
 * -Dtest=FigureTest -Dsurefire.jvm.args="-Dthorax.figure=hybrid -Dthorax.figure.folds=5"}; {@code thorax.figure.leaky=true} deals
 * scans to folds without regard to patients, as published figures do.
 */
@EnabledIfSystemProperty(named = "thorax.figure", matches = ".+", disabledReason = "A measurement, not a test.")
class FigureTest {
    private static final Path SHARED = Path.of(System.getProperty("thorax.shared.data"));
    private static final long SEED = Long.getLong("thorax.figure.seed", 1);

    @Test
    void shouldTellTheClassesOfPatientsThatItNeverSawBetterThanTheCommonestClass() throws Exception {
        RecipeSource source = Recipes.load(Optional.ofNullable(System.getProperty("thorax.figure.recipes"))
                        .map(Path::of))
                .get(System.getProperty("thorax.figure"));
        boolean leaky = Boolean.getBoolean("thorax.figure.leaky");
        Dataset whole = Cxr3.orSkip(source.recipe().input());
        Dataset dataset = leaky ? withoutPatients(whole) : whole;
        int k = Integer.getInteger("thorax.figure.folds", 5);
        List<Split> splits = Splitter.folds(dataset, k, SEED);
        List<FoldResult> trained = new ArrayList<>();
        FoldTrainer first = null;
        int most = Integer.getInteger("thorax.figure.most", k);
        Engine engine = EngineRegistry.installed("torch", 0).get(System.getProperty("thorax.figure.engine"));
        for (Split split : splits.subList(0, most)) {
            FoldTrainer training = new FoldTrainer(
                    source.recipe(),
                    new NetworkFactory(source.recipe(), engine, backbones(), false),
                    dataset,
                    split,
                    SEED);
            first = first == null ? training : first;
            long start = System.nanoTime();
            trained.add(training.run(reporter(source), SnapshotStore.NONE));
            print("fold " + trained.size(), start, trained.subList(trained.size() - 1, trained.size()));
        }
        Evaluation evaluation = print(leaky ? "LEAKY (random folds)" : "patients apart", System.nanoTime(), trained);
        TrainingRequested request = new TrainingRequested(
                "figure", "cxr3", source.recipe().name(), null, null, SEED, Instant.now(), null, null);
        VersionAssembler maker = new VersionAssembler(
                request,
                source,
                engine.name() + " " + engine.version(),
                dataset,
                splits.subList(0, most),
                Clock.systemUTC());
        VersionAssembler.Version version = maker.make(trained, first.randomised(3));
        System.out.println("figure " + source.recipe().name() + " audit "
                + version.report().audit());
        Path folder = Files.createDirectories(
                Path.of("target/figure/" + source.recipe().name() + (leaky ? "-leaky" : "")));
        for (Map.Entry<String, byte[]> file : version.files().all().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        assertThat(evaluation.accuracy()).isGreaterThan(evaluation.majority());
    }

    private static Evaluation print(String what, long start, List<FoldResult> trained) {
        List<Fold> folds = trained.stream().map(FoldResult::fold).toList();
        Evaluation evaluation = Evaluation.of(folds, SEED);
        System.out.printf(
                "figure %s %s: seconds=%.0f accuracy=%.3f %s balanced=%.3f auc=%s %s calibration=%s micro=%s%n",
                System.getProperty("thorax.figure"),
                what,
                (System.nanoTime() - start) / 1e9,
                evaluation.accuracy(),
                evaluation.accuracyInterval(),
                evaluation.balancedAccuracy(),
                evaluation.rocAucOneVersusRest(),
                evaluation.rocAucOneVersusRestInterval(),
                evaluation.calibration(),
                evaluation.micro());
        evaluation.perClass().forEach((name, score) -> System.out.println("figure   " + name + " " + score));
        return evaluation;
    }

    private static TrainingProgressReporter reporter(RecipeSource source) {
        return new TrainingProgressReporter(
                "figure", source.recipe().name(), source.recipe().epochs(), Clock.systemUTC(), progress -> {}) {
            @Override
            public void epoch(EpochReport report) {
                super.epoch(report);
                System.out.println("figure " + report);
            }
        };
    }

    private static BackboneFiles backbones() throws IOException {
        return new BackboneFiles(SHARED.resolve("backbones"), nothing(), Optional.empty());
    }

    private static BackboneStore nothing() {
        return new BackboneStore() {
            @Override
            public boolean get(String name, Path target) {
                return false;
            }

            @Override
            public void put(String name, byte[] bytes) {}
        };
    }

    private static Dataset withoutPatients(Dataset dataset) {
        List<LabelledScan> scans = dataset.scans().stream()
                .map(scan ->
                        new LabelledScan(scan.scanId(), scan.scanId(), scan.label(), scan.sha256(), scan.metadata()))
                .toList();
        return new Dataset(dataset.name(), dataset.classes(), dataset.input(), scans, dataset.pixels());
    }
}
