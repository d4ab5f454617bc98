package dev.thorax.bench;

import java.util.Arrays;

import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer.Formula;

/**
 * Fits the softmax regression as the worker did before, in scalar loops: the other side of {@link FittingBenchmark}.
 *
 * @param features float[N][F], standardised
 * @param labels int[N], index of each row's class
 * @param weights double[N], what an error at each row costs
 * @param classes C, how many classes there are
 */
record ConjugateGradients(float[][] features, int[] labels, double[] weights, int classes) {
    private static final int EVALUATIONS = 20_000;

    /**
     * Returns where the value is least: of each feature the weights for all classes, then the bias, double[(F + 1) * C].
     *
     * @param precision change of the value at which the search ends, as a share of it
     */
    double[] least(double precision) {
        return new NonLinearConjugateGradientOptimizer(
                        Formula.POLAK_RIBIERE, new SimpleValueChecker(precision, Double.MIN_NORMAL))
                .optimize(
                        new MaxEval(EVALUATIONS),
                        GoalType.MINIMIZE,
                        new ObjectiveFunction(this::value),
                        new ObjectiveFunctionGradient(this::gradient),
                        new InitialGuess(new double[(features[0].length + 1) * classes]))
                .getPoint();
    }

    double value(double[] parameters) {
        double value = 0;
        for (int i = 0; i < features[0].length * classes; i++) {
            value += parameters[i] * parameters[i] / 2;
        }
        for (int i = 0; i < labels.length; i++) {
            double[] scores = scores(parameters, features[i]);
            double top = Arrays.stream(scores).max().orElseThrow();
            double sum = 0;
            for (double score : scores) {
                sum += Math.exp(score - top);
            }
            value += weights[i] * (Math.log(sum) + top - scores[labels[i]]);
        }
        return value;
    }

    double[] gradient(double[] parameters) {
        int width = features[0].length;
        double[] gradient = parameters.clone();
        Arrays.fill(gradient, width * classes, gradient.length, 0);
        for (int i = 0; i < labels.length; i++) {
            double[] errors = softmax(scores(parameters, features[i]));
            errors[labels[i]] -= 1;
            for (int c = 0; c < classes; c++) {
                errors[c] *= weights[i];
                gradient[width * classes + c] += errors[c];
            }
            for (int f = 0; f < width; f++) {
                for (int c = 0; c < classes; c++) {
                    gradient[f * classes + c] += errors[c] * features[i][f];
                }
            }
        }
        return gradient;
    }

    /** Returns double[C], sums to 1. */
    private static double[] softmax(double[] scores) {
        double top = Arrays.stream(scores).max().orElseThrow();
        double[] powers =
                Arrays.stream(scores).map(score -> Math.exp(score - top)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    /** Returns double[C]. */
    private double[] scores(double[] parameters, float[] row) {
        double[] scores = Arrays.copyOfRange(parameters, row.length * classes, parameters.length);
        for (int f = 0; f < row.length; f++) {
            for (int c = 0; c < classes; c++) {
                scores[c] += parameters[f * classes + c] * row[f];
            }
        }
        return scores;
    }
}
