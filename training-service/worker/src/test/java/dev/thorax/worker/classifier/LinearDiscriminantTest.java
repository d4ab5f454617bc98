package dev.thorax.worker.classifier;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.worker.recipe.ClassifierSettings.Discriminant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LinearDiscriminantTest {
    private static final int SCANS = 600;
    private static final float[] ALIKE = {1, 1};

    /** At the first source nine of ten scans are of class 0, at the second one. */
    private final int[] sources = IntStream.range(0, SCANS).map(i -> i % 2).toArray();

    private final int[] labels = IntStream.range(0, SCANS)
            .map(i -> (i / 2) % 10 == 0 ? 1 - i % 2 : i % 2)
            .toArray();

    @Test
    void shouldNotTakeASignOfTheSourceForOneOfTheClass() throws InterruptedException {
        float[][] rows = rows();

        assertThat(share(fit(rows, sources, 1))).isGreaterThan(0.9);
        assertThat(share(fit(rows, sources, 1e9))).isLessThan(0.7);
        assertThat(share(fit(rows, new int[SCANS], 1))).isLessThan(0.7);
    }

    @Test
    void shouldGiveProbabilitiesOfClassesThatAreEquallyLikely() throws InterruptedException {
        LinearClassifier classifier = fit(rows(), sources, 1);

        // Between both means of the class's feature, and between both sources.
        assertThat(classifier.probabilities(new float[] {100, 0}))
                .containsExactly(new float[] {0.5f, 0.5f}, within(0.1f));
        assertThat(classifier.probabilities(new float[] {101, 0})[1]).isGreaterThan(0.8f);
    }

    @Test
    void shouldKeepTheSourcesOfSomeRows() {
        LabelledFeatures all = new LabelledFeatures(rows(), labels, ALIKE, new float[SCANS], sources);

        assertThat(all.rows(new int[] {3, 0, 5}).sources()).containsExactly(1, 0, 1);
    }

    /** The first feature shows the class, the second one the source, both as well. */
    private float[][] rows() {
        Random random = new Random(3);
        float[][] rows = new float[SCANS][];
        Arrays.setAll(rows, i -> new float[] {
            (float) (100 + (labels[i] == 1 ? 1 : -1) + random.nextGaussian()),
            (float) ((sources[i] == 1 ? 1 : -1) + random.nextGaussian())
        });
        return rows;
    }

    private LinearClassifier fit(float[][] rows, int[] ofSources, double sourcePenalty) throws InterruptedException {
        LabelledFeatures examples = new LabelledFeatures(rows, labels, ALIKE, new float[SCANS], ofSources);
        return LinearDiscriminant.fit(
                examples, FeatureScaler.of(rows), new Discriminant(0.01, sourcePenalty), share -> {});
    }

    /** Returns how much of the weight is that of the feature which shows the class. */
    private static double share(LinearClassifier classifier) {
        double first = Math.abs(classifier.kernel()[1] - classifier.kernel()[0]);
        return first / (first + Math.abs(classifier.kernel()[3] - classifier.kernel()[2]));
    }
}
