package dev.thorax.engine.torch;

import java.util.function.IntFunction;

/**
 * Describes a softmax regression that {@link TorchSoftmaxRegression} fits. Wanted is the least of
 * {@code sum over i of weights[i] * -ln p(i, labels[i]) + |W|^2 / 2}; the bias has no penalty.
 *
 * @param row returns the features of an example by its index, float[F]; each is asked for once
 * @param features F, how many features there are
 * @param labels int[N], index of each example's class
 * @param weights double[N], what an error at each example costs, not below 0
 * @param classes C, how many classes there are
 */
public record RegressionProblem(IntFunction<float[]> row, int features, int[] labels, double[] weights, int classes) {}
