package dev.thorax.engine.torch;

import java.util.function.IntFunction;

/**
 * Describes a linear discriminant that {@link TorchDiscriminant} fits. The features of an example are taken for the sum of the mean of its
 * class, an effect of its source, and noise that has one covariance.
 *
 * @param row returns the features of an example by its index, float[F]; each is asked for once
 * @param features F, how many features there are
 * @param labels int[N], index of each example's class; every class occurs
 * @param classes C, how many classes there are
 * @param sources int[N], index of each example's source, from 0
 * @param ridge what is added to the variance of each feature, as a share of their mean variance, above 0
 * @param sourcePenalty how many examples count against an effect of a source, above 0: of what n examples of one show beside their classes,
 *     about n / (n + sourcePenalty) is taken for its effect
 */
public record DiscriminantProblem(
        IntFunction<float[]> row,
        int features,
        int[] labels,
        int classes,
        int[] sources,
        double ridge,
        double sourcePenalty) {}
