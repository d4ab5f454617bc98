package dev.thorax.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.Split;
import dev.thorax.training.dataset.Splitter;
import dev.thorax.training.engine.Network;
import dev.thorax.training.engine.TrainingSettings;
import dev.thorax.training.engine.dl4j.Dl4jEngine;
import dev.thorax.training.evaluation.Evaluation;
import dev.thorax.training.evaluation.Fold;
import dev.thorax.training.evaluation.Temperature;
import dev.thorax.training.export.OnnxExporter;
import dev.thorax.training.fitting.EpochReport;
import dev.thorax.training.fitting.Fitting;
import dev.thorax.training.fitting.Scorer;
import dev.thorax.training.recipe.Recipe;
import dev.thorax.training.recipe.RecipeSource;
import dev.thorax.training.recipe.Recipes;
import dev.thorax.training.report.Cases;
import dev.thorax.training.report.Report;
import dev.thorax.training.report.ReportInput;
import dev.thorax.training.report.Software;
import dev.thorax.training.report.TrainedVersion;
import dev.thorax.training.report.TrainingData;

import static org.assertj.core.api.Assertions.assertThat;

/** A report on real scans, to look at, in {@code target/real-report}: {@code mvn test -Dtest=RealReportTest -Dthorax.report=convnet50}. */
@EnabledIfSystemProperty(named = "thorax.report", matches = ".+", disabledReason = "A look, not a test.")
class RealReportTest {
    private static final Path FOLDER = Path.of("target", "real-report");

    @Test
    void shouldReportOnRealScans() throws Exception {
        RecipeSource source = Recipes.load(Optional.empty()).get(System.getProperty("thorax.report"));
        Recipe recipe = source.recipe();
        Dataset dataset = FigureTest.read(recipe.input());
        Split split = Splitter.split(dataset, 1);
        float[] weights = recipe.classWeights().of(dataset.counts(split.training()));
        TrainingSettings settings = new TrainingSettings(recipe.learningRate(), 1, weights);
        List<EpochReport> history = new ArrayList<>();
        try (Network network =
                new Dl4jEngine().create(recipe.architecture(), dataset.classes().size(), settings)) {
            new Fitting(recipe, dataset, split, weights, 1).run(network, history::add);
            Scorer scorer = new Scorer(dataset);
            Temperature temperature = Temperature.fit(scorer.predict(network, split.validation()));
            Fold fold = new Fold(scorer.predict(network, split.test()), temperature);
            byte[] gradcam = OnnxExporter.gradcam(
                    recipe.architecture(), network.weights(), dataset.classes().size(), temperature.value());
            Cases cases = new Cases(dataset, split.test(), fold.scaled(), gradcam);
            write(new ReportInput(
                    new TrainedVersion(
                            recipe.name(),
                            "look",
                            recipe.input(),
                            source.yaml(),
                            "dl4j",
                            1,
                            Clock.systemUTC().instant(),
                            Software.here()),
                    TrainingData.of(dataset, split),
                    Evaluation.of(List.of(fold), 1),
                    List.of(fold),
                    List.of(history),
                    null,
                    cases.mistakes(),
                    cases.successes()));
        }
    }

    private static void write(ReportInput input) throws Exception {
        Map<String, byte[]> files = Report.write(input);
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(FOLDER.resolve(file.getKey()), file.getValue());
        }
        assertThat(files).containsKey(Report.PAGE);
    }
}
