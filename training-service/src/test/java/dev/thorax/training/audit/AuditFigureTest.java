package dev.thorax.training.audit;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dev.thorax.model.InputSpec;
import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.Split;
import dev.thorax.training.dataset.Splitter;
import dev.thorax.training.engine.Network;
import dev.thorax.training.engine.TrainingSettings;
import dev.thorax.training.engine.Weights;
import dev.thorax.training.engine.dl4j.Dl4jEngine;
import dev.thorax.training.evaluation.ClassScore;
import dev.thorax.training.evaluation.Evaluation;
import dev.thorax.training.evaluation.Predictions;
import dev.thorax.training.export.OnnxExporter;
import dev.thorax.training.fitting.Fitting;
import dev.thorax.training.fitting.Scorer;
import dev.thorax.training.recipe.Recipe;
import dev.thorax.training.recipe.Recipes;

import static org.assertj.core.api.Assertions.assertThat;

/** The figures of docs/decisions/0010: {@code mvn test -Dtest=AuditFigureTest -Dsurefire.jvm.args=-Dthorax.figure=audit}. */
@EnabledIfSystemProperty(named = "thorax.figure", matches = "audit", disabledReason = "A measurement, not a test.")
class AuditFigureTest {
    private static final InputSpec INPUT = new InputSpec(128, 128, InputSpec.Interpolation.AREA);

    @Test
    void shouldMeasureTheControlsOverFiveFolds() throws Exception {
        Dataset dataset = Cxr3.orSkip(INPUT);
        Controls controls = new Controls(dataset, Splitter.folds(dataset, 5, 1), scan -> Rectangle.WHOLE, 1);
        for (View view : View.values()) {
            long start = System.nanoTime();
            Predictions predictions = controls.predictions(view);
            double seconds = (System.nanoTime() - start) / 1e9;
            Evaluation evaluation = Evaluation.of(predictions, 1);
            System.out.printf(
                    "%s majority %.3f recall %s, %.1f s%n",
                    Control.of(view, evaluation),
                    evaluation.majority(),
                    evaluation.perClass().values().stream()
                            .map(ClassScore::recall)
                            .toList(),
                    seconds);
            assertThat(evaluation.accuracy()).isGreaterThan(evaluation.majority());
        }
    }

    @Test
    void shouldAuditATrainedNetwork() throws Exception {
        Recipe recipe = Recipes.load(Optional.empty()).get("convnet50").recipe();
        Dataset dataset = Cxr3.orSkip(recipe.input());
        int classes = dataset.classes().size();
        Split split = Splitter.split(dataset, 1);
        float[] classWeights = recipe.classWeights().of(dataset.counts(split.training()));
        try (Network network = new Dl4jEngine()
                .create(recipe.architecture(), classes, new TrainingSettings(recipe.learningRate(), 1, classWeights))) {
            new Fitting(recipe, dataset, split, classWeights, 1).run(network, report -> {});
            Predictions version = new Scorer(dataset).predict(network, split.test());
            byte[] own = OnnxExporter.gradcam(recipe.architecture(), network.weights(), classes);
            List<byte[]> randomised = LongStream.rangeClosed(1, 6)
                    .mapToObj(seed -> randomised(recipe.architecture(), classes, seed))
                    .toList();
            HeatAudit heat = new HeatAudit(dataset, scan -> Rectangle.WHOLE, 1);
            for (byte[] one : randomised) {
                System.out.println(heat.of(new GradCams(own, List.of(one)), split.test(), version));
            }
            long start = System.nanoTime();
            Audit audit = ShortcutAudit.of(dataset, List.of(split), version, new GradCams(own, randomised), 1);
            System.out.printf(
                    "%s version %.3f, %.1f s%n",
                    audit, Evaluation.of(version, 1).accuracy(), (System.nanoTime() - start) / 1e9);
            assertThat(audit.heatInLungField()).isBetween(0.0, 1.0);
        }
    }

    private static byte[] randomised(Architecture architecture, int classes, long seed) {
        return OnnxExporter.gradcam(architecture, Weights.random(architecture, classes, seed), classes);
    }
}
