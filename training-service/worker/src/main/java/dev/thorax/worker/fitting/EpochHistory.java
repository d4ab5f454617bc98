package dev.thorax.worker.fitting;

import java.util.ArrayList;
import java.util.List;

import dev.thorax.worker.recipe.Recipe;

/** Keeps the epochs and applies the recipe's rules to them. The same epochs always give the same decisions. */
final class EpochHistory {
    private final Recipe recipe;
    private final EarlyStoppingMonitor stop;
    private final LearningRateSchedule plateau;
    private final List<EpochReport> history = new ArrayList<>();
    private double rate;
    private double best = Double.NEGATIVE_INFINITY;
    private boolean improved;
    private boolean stopped;

    EpochHistory(Recipe recipe) {
        this.recipe = recipe;
        this.stop = new EarlyStoppingMonitor(recipe.earlyStopping());
        this.plateau = new LearningRateSchedule(recipe.learningRate(), recipe.plateau());
        this.rate = recipe.learningRate();
    }

    /** Adds an epoch that has ended. */
    void add(EpochReport report) {
        history.add(report);
        improved = goodness(report) > best;
        best = Math.max(best, goodness(report));
        rate = plateau.rateAfter(report.validationLoss());
        stopped = stop.stopsAfter(report.validationLoss());
    }

    /** Returns the last epoch. */
    EpochReport last() {
        return history.get(history.size() - 1);
    }

    List<EpochReport> history() {
        return List.copyOf(history);
    }

    /** Returns whether another epoch follows. */
    boolean goesOn() {
        return !stopped && history.size() < recipe.epochs();
    }

    /** Returns the number of the next epoch, from 1. */
    int next() {
        return history.size() + 1;
    }

    /** Returns the learning rate of the next epoch. */
    double rate() {
        return rate;
    }

    /** Returns whether the last epoch is the best so far by the recipe's checkpoint rule. */
    boolean hasImproved() {
        return improved;
    }

    /** Returns the value by which the checkpoint epoch is chosen; constant if the recipe keeps the last epoch. */
    private double goodness(EpochReport report) {
        return switch (recipe.checkpoint()) {
            case LOWEST_LOSS -> -report.validationLoss();
            case HIGHEST_ACCURACY -> report.validationAccuracy();
            case LAST -> Double.NEGATIVE_INFINITY;
        };
    }
}
