package dev.thorax.worker.fitting;

import java.util.ArrayList;
import java.util.List;

import dev.thorax.worker.recipe.Recipe;

/** The epochs so far, and what the recipe's rules make of them: told the same epochs, it always says the same. */
final class TrainingHistory {
    private final Recipe recipe;
    private final EarlyStoppingMonitor stop;
    private final LearningRateSchedule plateau;
    private final List<EpochReport> history = new ArrayList<>();
    private double rate;
    private double best = Double.NEGATIVE_INFINITY;
    private boolean improved;
    private boolean stopped;

    TrainingHistory(Recipe recipe) {
        this.recipe = recipe;
        this.stop = new EarlyStoppingMonitor(recipe.earlyStopping());
        this.plateau = new LearningRateSchedule(recipe.learningRate(), recipe.plateau());
        this.rate = recipe.learningRate();
    }

    /** An epoch has ended. */
    void add(EpochReport report) {
        history.add(report);
        improved = goodness(report) > best;
        best = Math.max(best, goodness(report));
        rate = plateau.rateAfter(report.validationLoss());
        stopped = stop.stopsAfter(report.validationLoss());
    }

    /** The last epoch. */
    EpochReport last() {
        return history.get(history.size() - 1);
    }

    List<EpochReport> history() {
        return List.copyOf(history);
    }

    /** Whether there is another epoch. */
    boolean goesOn() {
        return !stopped && history.size() < recipe.epochs();
    }

    /** Number of the next epoch, from 1. */
    int next() {
        return history.size() + 1;
    }

    /** Learning rate of the next epoch. */
    double rate() {
        return rate;
    }

    /** Whether the weights after the last epoch are those to end with, as far as is known. */
    boolean hasImproved() {
        return improved;
    }

    /** What the weights that stay have most of; nothing counts where the last epoch's stay. */
    private double goodness(EpochReport report) {
        return switch (recipe.checkpoint()) {
            case LOWEST_LOSS -> -report.validationLoss();
            case HIGHEST_ACCURACY -> report.validationAccuracy();
            case LAST -> Double.NEGATIVE_INFINITY;
        };
    }
}
