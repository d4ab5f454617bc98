package dev.thorax.worker.classifier;

import java.util.Arrays;
import java.util.Map;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;
import org.tribuo.common.liblinear.LibLinearModel;

import dev.thorax.worker.recipe.ClassifierSettings;
import dev.thorax.worker.recipe.ClassifierSettings.Forest;
import dev.thorax.worker.recipe.ClassifierSettings.Logistic;
import dev.thorax.worker.recipe.ClassifierSettings.Neighbours;
import dev.thorax.worker.recipe.ClassifierSettings.Softmax;
import dev.thorax.worker.recipe.ClassifierSettings.Svm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reference values: scikit-learn 1.2.1, {@code LinearSVC(dual=False)} and one-versus-rest {@code LogisticRegression(solver="liblinear")} at
 * tolerance 1e-12 behind {@code StandardScaler}; softmax over {@code decision_function}.
 */
class ClassifierTrainerTest {
    private static final Offset<Float> TOLERANCE = Offset.offset(2e-4f);
    private static final float[] ALIKE = {1, 1, 1};
    private static final float[][] FEATURES = features();
    private static final int[] LABELS = labels();

    @Test
    void shouldFindTheSupportVectorMachineOfScikitLearn() throws Exception {
        assertFirst(new Svm(0.1), ALIKE, new float[][] {
            {0.65383f, 0.21372f, 0.13246f}, {0.24335f, 0.48668f, 0.26998f}, {0.41457f, 0.10178f, 0.48365f}
        });
    }

    @Test
    void shouldFindTheLogisticRegressionOfScikitLearn() throws Exception {
        assertFirst(new Logistic(0.1), ALIKE, new float[][] {
            {0.66104f, 0.21136f, 0.1276f}, {0.23933f, 0.47437f, 0.2863f}, {0.42493f, 0.10991f, 0.46516f}
        });
    }

    /** {@code LogisticRegression(solver="lbfgs")}, which is multinomial. */
    @Test
    void shouldFindTheMultinomialLogisticRegressionOfScikitLearn() throws Exception {
        assertFirst(new Softmax(0.1), ALIKE, new float[][] {
            {0.67701f, 0.20234f, 0.12066f}, {0.32129f, 0.42328f, 0.25543f}, {0.48496f, 0.1051f, 0.40993f}
        });
        assertFirst(new Softmax(0.1), new float[] {1, 2, 3}, new float[][] {
            {0.53076f, 0.26991f, 0.19933f}, {0.16785f, 0.51137f, 0.32078f}, {0.23749f, 0.06506f, 0.69745f}
        });
    }

    @Test
    void shouldLetAClassCountMore() throws Exception {
        float[] weights = {1, 2, 3};
        assertFirst(new Svm(0.1), weights, new float[][] {
            {0.61478f, 0.22514f, 0.16008f}, {0.20255f, 0.50634f, 0.29111f}, {0.3322f, 0.08403f, 0.58378f}
        });
        assertFirst(new Logistic(0.1), weights, new float[][] {
            {0.63213f, 0.23278f, 0.13509f}, {0.18325f, 0.50863f, 0.30811f}, {0.29965f, 0.07274f, 0.62761f}
        });
    }

    /** scikit-learn's probability, the logistic function of the decision; here class 1 is the first of the three. */
    @Test
    void shouldTellTwoClassesApart() throws Exception {
        int[] labels = Arrays.stream(LABELS).map(label -> label == 0 ? 1 : 0).toArray();
        LabelledFeatures examples = new LabelledFeatures(FEATURES, labels, new float[] {1, 1});

        assertFirst(
                ClassifierTrainer.fit(new Logistic(0.1), examples, 1, share -> {}),
                new float[][] {{0.34676f, 0.65324f}, {0.6407f, 0.3593f}, {0.46826f, 0.53174f}});
        assertFirst(
                ClassifierTrainer.fit(new Svm(0.1), examples, 1, share -> {}),
                new float[][] {{0.35266f, 0.64734f}, {0.63479f, 0.36521f}, {0.4705f, 0.5295f}});
    }

    @Test
    void shouldScoreAsTribuoDoes() throws Exception {
        FeatureScaler scaler = FeatureScaler.of(FEATURES);
        LibLinearModel<Label> model = ClassifierTrainer.liblinear(
                LinearType.L2R_L2LOSS_SVC, 0.1, new LabelledFeatures(FEATURES, LABELS, ALIKE), scaler, 1);
        LinearClassifier classifier = LinearClassifier.of(model, scaler);

        for (float[] row : FEATURES) {
            assertThat(scores(classifier, row)).containsExactly(tribuo(model, scaler, row), Offset.offset(1e-5));
        }
    }

    /** Tribuo gives the logistic function of each score over the sum of them. */
    @Test
    void shouldHaveTheScoresBehindTribuosProbabilities() throws Exception {
        FeatureScaler scaler = FeatureScaler.of(FEATURES);
        LibLinearModel<Label> model = ClassifierTrainer.liblinear(
                LinearType.L2R_LR, 0.1, new LabelledFeatures(FEATURES, LABELS, ALIKE), scaler, 1);
        LinearClassifier classifier = LinearClassifier.of(model, scaler);

        for (float[] row : FEATURES) {
            double[] logistic = Arrays.stream(scores(classifier, row))
                    .map(score -> 1 / (1 + Math.exp(-score)))
                    .toArray();
            double sum = Arrays.stream(logistic).sum();
            assertThat(Arrays.stream(logistic).map(value -> value / sum).toArray())
                    .containsExactly(tribuo(model, scaler, row), Offset.offset(1e-5));
        }
    }

    @Test
    void shouldCountTheNearest() throws Exception {
        float[][] features = {{0, 0}, {0, 1}, {1, 0}, {9, 9}, {9, 8}, {8, 9}};
        LabelledFeatures examples = new LabelledFeatures(features, new int[] {0, 0, 1, 2, 2, 2}, ALIKE);

        Classifier classifier = ClassifierTrainer.fit(new Neighbours(3), examples, 1, share -> {});

        assertThat(classifier.probabilities(new float[] {0.1f, 0.1f}))
                .containsExactly(new float[] {2 / 3f, 1 / 3f, 0}, TOLERANCE);
        assertThat(classifier.probabilities(new float[] {7, 7})).containsExactly(new float[] {0, 0, 1}, TOLERANCE);
    }

    @Test
    void shouldGrowTheSameForestFromTheSameSeed() throws Exception {
        LabelledFeatures examples = new LabelledFeatures(FEATURES, LABELS, ALIKE);
        Forest forest = new Forest(40);

        Classifier classifier = ClassifierTrainer.fit(forest, examples, 1, share -> {});
        Classifier same = ClassifierTrainer.fit(forest, examples, 1, share -> {});

        int right = 0;
        for (int i = 0; i < FEATURES.length; i++) {
            float[] probabilities = classifier.probabilities(FEATURES[i]);
            assertThat(same.probabilities(FEATURES[i])).isEqualTo(probabilities);
            assertThat(probabilities[0] + probabilities[1] + probabilities[2]).isBetween(1 - 1e-5f, 1 + 1e-5f);
            right += probabilities[LABELS[i]] >= 0.5f ? 1 : 0;
        }
        assertThat(right).isGreaterThan(20);
    }

    @Test
    void shouldNotBlowUpWhatHardlyVaries() throws Exception {
        float[][] features = new float[LABELS.length][];
        Arrays.setAll(features, i -> new float[] {FEATURES[i][0], 6, 6 + (i == 0 ? 1e-6f : 0), FEATURES[i][1]});

        LinearClassifier classifier = (LinearClassifier)
                ClassifierTrainer.fit(new Svm(0.1), new LabelledFeatures(features, LABELS, ALIKE), 1, share -> {});

        for (int i = 3; i < 9; i++) {
            assertThat(classifier.kernel()[i]).isBetween(-1e-3f, 1e-3f);
        }
    }

    private static void assertFirst(ClassifierSettings settings, float[] weights, float[][] expected)
            throws InterruptedException {
        assertFirst(
                ClassifierTrainer.fit(settings, new LabelledFeatures(FEATURES, LABELS, weights), 1, share -> {}),
                expected);
    }

    private static void assertFirst(Classifier classifier, float[][] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(classifier.probabilities(FEATURES[i])).containsExactly(expected[i], TOLERANCE);
        }
    }

    private static double[] scores(LinearClassifier classifier, float[] features) {
        double[] scores = new double[3];
        Arrays.setAll(scores, c -> classifier.score(features, c));
        return scores;
    }

    private static double[] tribuo(LibLinearModel<Label> model, FeatureScaler scaler, float[] features) {
        Map<String, Label> said = new TribuoClassifier(model, scaler).scores(features);
        double[] scores = new double[3];
        Arrays.setAll(scores, c -> said.get(TribuoClassifier.name(c)).getScore());
        return scores;
    }

    private static float[][] features() {
        float[][] features = new float[30][4];
        for (int i = 0; i < 30; i++) {
            for (int f = 0; f < 4; f++) {
                features[i][f] = (float) ((i * 37 + f * 101 + i * f * 17) % 97 / 10.0 + (i % 3 == f ? 3 : 0));
            }
        }
        return features;
    }

    private static int[] labels() {
        int[] labels = new int[30];
        Arrays.setAll(labels, i -> i < 24 ? i % 3 : 0);
        return labels;
    }
}
