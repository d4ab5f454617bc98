package dev.thorax.training;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import dev.thorax.events.TrainingProgress;
import dev.thorax.events.TrainingProgress.State;
import dev.thorax.training.fitting.EpochReport;

/** Turns what happens in one training into its progress events, and remembers its epochs. */
final class Reporter {
    private final String trainingId;
    private final String recipe;
    private final int epochs;
    private final Clock clock;
    private final Consumer<TrainingProgress> listener;
    private final List<EpochReport> history = new ArrayList<>();

    Reporter(String trainingId, String recipe, int epochs, Clock clock, Consumer<TrainingProgress> listener) {
        this.trainingId = trainingId;
        this.recipe = recipe;
        this.epochs = epochs;
        this.clock = clock;
        this.listener = listener;
    }

    List<EpochReport> history() {
        return List.copyOf(history);
    }

    void running(String message) {
        listener.accept(event(State.RUNNING, message));
    }

    void evaluating(String message) {
        listener.accept(event(State.EVALUATING, message));
    }

    void epoch(EpochReport report) {
        history.add(report);
        running(String.format(
                Locale.ROOT,
                "Epoch %d of at most %d: loss %.3f, validation loss %.3f, validation accuracy %.3f.",
                report.epoch(),
                epochs,
                report.loss(),
                report.validationLoss(),
                report.validationAccuracy()));
    }

    private TrainingProgress event(State state, String message) {
        EpochReport last = history.isEmpty() ? null : history.get(history.size() - 1);
        return progress(trainingId, state, recipe, last, epochs, message, clock);
    }

    static TrainingProgress progress(
            String trainingId, State state, String recipe, EpochReport last, int epochs, String message, Clock clock) {
        return new TrainingProgress(
                trainingId,
                state,
                recipe,
                last == null ? 0 : last.epoch(),
                epochs,
                last == null ? null : last.loss(),
                last == null ? null : last.validationLoss(),
                last == null ? null : last.validationAccuracy(),
                message,
                clock.instant());
    }
}
