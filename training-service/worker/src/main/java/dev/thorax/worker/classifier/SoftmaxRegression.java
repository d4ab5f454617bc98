package dev.thorax.worker.classifier;

import java.util.Arrays;

import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.analysis.MultivariateVectorFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer.Formula;

/**
 * Multinomial logistic regression (Bishop 2006, 4.3.4): the least of {@code cost * sum over i of weight(i) * -ln p(i, label(i)) + |W|^2 / 2},
 * over standardised features, the bias without a penalty. There is one least value, which conjugate gradients find.
 */
final class SoftmaxRegression {
    private static final int EVALUATIONS = 20_000;
    /** A change of the sum to be made small at which the search ends, as a share of it: the fourth digit of a probability stands. */
    private static final double PRECISION = 1e-7;

    private final float[][] features;
    private final int[] labels;
    private final float[] classWeights;
    private final double cost;
    private final int classes;
    private final int width;

    private SoftmaxRegression(float[][] features, LabelledFeatures examples, double cost) {
        this.features = features;
        this.labels = examples.labels();
        this.classWeights = examples.classWeights();
        this.cost = cost;
        this.classes = classWeights.length;
        this.width = features[0].length;
    }

    /** Fits it to {@code examples}; what is given back takes features as they are. */
    static LinearClassifier fit(LabelledFeatures examples, FeatureScaler scaler, double cost) {
        float[][] standard = Arrays.stream(examples.features())
                .map(scaler::apply)
                .map(LinearClassifier::floats)
                .toArray(float[][]::new);
        double[] least = new SoftmaxRegression(standard, examples, cost).least();
        return LinearClassifier.of(least, standard[0].length, scaler);
    }

    private double[] least() {
        MultivariateFunction value = this::value;
        MultivariateVectorFunction gradient = this::gradient;
        return new NonLinearConjugateGradientOptimizer(
                        Formula.POLAK_RIBIERE, new SimpleValueChecker(PRECISION, Double.MIN_NORMAL))
                .optimize(
                        new MaxEval(EVALUATIONS),
                        GoalType.MINIMIZE,
                        new ObjectiveFunction(value),
                        new ObjectiveFunctionGradient(gradient),
                        new InitialGuess(new double[(width + 1) * classes]))
                .getPoint();
    }

    private double value(double[] weights) {
        double penalty = 0;
        for (int i = 0; i < width * classes; i++) {
            penalty += weights[i] * weights[i];
        }
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            double[] scores = scores(weights, features[i]);
            double top = Arrays.stream(scores).max().orElseThrow();
            double sum = 0;
            for (double score : scores) {
                sum += Math.exp(score - top);
            }
            loss += classWeights[labels[i]] * (Math.log(sum) + top - scores[labels[i]]);
        }
        return cost * loss + penalty / 2;
    }

    private double[] gradient(double[] weights) {
        double[] gradient = weights.clone();
        Arrays.fill(gradient, width * classes, gradient.length, 0);
        for (int i = 0; i < labels.length; i++) {
            double[] errors = LinearClassifier.softmax(scores(weights, features[i]));
            errors[labels[i]] -= 1;
            for (int c = 0; c < classes; c++) {
                errors[c] *= cost * classWeights[labels[i]];
                gradient[width * classes + c] += errors[c];
            }
            float[] row = features[i];
            for (int f = 0; f < width; f++) {
                for (int c = 0; c < classes; c++) {
                    gradient[f * classes + c] += errors[c] * row[f];
                }
            }
        }
        return gradient;
    }

    /** double[C]; {@code weights} are those of each feature for all classes, then the bias. */
    private double[] scores(double[] weights, float[] row) {
        double[] scores = Arrays.copyOfRange(weights, width * classes, weights.length);
        for (int f = 0; f < width; f++) {
            for (int c = 0; c < classes; c++) {
                scores[c] += weights[f * classes + c] * row[f];
            }
        }
        return scores;
    }
}
