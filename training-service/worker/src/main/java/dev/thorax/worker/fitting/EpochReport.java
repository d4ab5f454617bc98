package dev.thorax.worker.fitting;

/**
 * The figures of an epoch.
 *
 * @param epoch epochs done, from 1
 * @param loss mean cross-entropy over the training part while it was fitted, in nats, weighted by class
 * @param validationLoss the same over the validation part, after the epoch
 * @param validationAccuracy share of the validation part that is right, in [0,1]
 * @param imagesPerSecond training images a second, without validation
 * @param waiting share of that time in which the network waited for pictures, in [0,1]
 */
public record EpochReport(
        int epoch,
        double loss,
        double validationLoss,
        double validationAccuracy,
        double imagesPerSecond,
        double waiting) {}
