package dev.thorax.training;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.model.InputSpec;
import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.LabelledScan;
import dev.thorax.training.dataset.ScanPixels;
import dev.thorax.training.dataset.Split;
import dev.thorax.training.dataset.Splitter;
import dev.thorax.training.engine.Network;
import dev.thorax.training.engine.TrainingSettings;
import dev.thorax.training.engine.dl4j.Dl4jEngine;
import dev.thorax.training.evaluation.Evaluation;
import dev.thorax.training.fitting.Fitting;
import dev.thorax.training.fitting.Scorer;
import dev.thorax.training.recipe.Recipe;
import dev.thorax.training.recipe.Recipes;

import static org.assertj.core.api.Assertions.assertThat;

/** The figure of the README, over several seeds: {@code mvn test -Dtest=FigureTest -Dthorax.figure=convnet50}. */
@EnabledIfSystemProperty(named = "thorax.figure", matches = ".+", disabledReason = "A measurement, not a test.")
class FigureTest {
    private static final Path DATA = Path.of(System.getProperty("thorax.shared.data"), "datasets/cxr3");

    @Test
    void shouldReachThePublishedAccuracyOnHeldOutPatients() throws Exception {
        Recipe recipe = Recipes.load(Optional.empty())
                .get(System.getProperty("thorax.figure"))
                .recipe();
        Dataset dataset = read(recipe.input());
        double[] accuracies = LongStream.rangeClosed(1, Long.getLong("thorax.figure.seeds", 5))
                .mapToDouble(seed -> accuracy(recipe, dataset, seed))
                .toArray();
        assertThat(accuracies).hasSizeGreaterThan(0).doesNotContain(0.0);
        assertThat(java.util.Arrays.stream(accuracies).average().orElseThrow()).isGreaterThan(0.65);
    }

    private static double accuracy(Recipe recipe, Dataset dataset, long seed) {
        long start = System.nanoTime();
        Split split = Splitter.split(dataset, seed);
        float[] weights = recipe.classWeights().of(dataset.counts(split.training()));
        TrainingSettings settings = new TrainingSettings(recipe.learningRate(), seed, weights);
        int[] epochs = new int[1];
        try (Network network =
                new Dl4jEngine().create(recipe.architecture(), dataset.classes().size(), settings)) {
            new Fitting(recipe, dataset, split, weights, seed).run(network, report -> epochs[0] = report.epoch());
            Evaluation test = Evaluation.of(new Scorer(dataset).predict(network, split.test()), seed);
            System.out.printf(
                    "seed=%d seconds=%.0f epochs=%d %s%n",
                    seed,
                    (System.nanoTime() - start) / 1e9,
                    epochs[0],
                    new TrainingReport(test, List.of()).sentence() + " auc=" + test.rocAucOneVersusOne());
            return test.accuracy();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Dataset read(InputSpec input) throws IOException {
        List<String> classes = List.of("COVID-19", "NORMAL", "PNEUMONIA");
        List<LabelledScan> scans = Files.readAllLines(DATA.resolve("manifest.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(row ->
                        new LabelledScan(Path.of(row[0]).getFileName().toString(), row[2], classes.indexOf(row[1]), ""))
                .toList();
        List<byte[]> pixels = scans.stream()
                .map(scan -> pixels(DATA.resolve(classes.get(scan.label())).resolve(scan.scanId()), input))
                .toList();
        return new Dataset("cxr3", classes, input, scans, ScanPixels.of(pixels));
    }

    private static byte[] pixels(Path file, InputSpec input) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            byte[] grey = (byte[]) image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), null);
            byte[] target = new byte[input.height() * input.width()];
            ModelInput.write(new GreyImage(image.getWidth(), image.getHeight(), grey), input, target, 0);
            return target;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
