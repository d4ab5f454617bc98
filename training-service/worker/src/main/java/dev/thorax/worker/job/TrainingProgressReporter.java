package dev.thorax.worker.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.fitting.FittingListener;

/** Turns what happens in one training into its progress events, and remembers its epochs. */
class TrainingProgressReporter implements FittingListener {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final String trainingId;
    private final String recipe;
    private final int epochs;
    private final Clock clock;
    private final Consumer<TrainingProgress> listener;
    private final ThroughputEstimator pace;
    private final List<EpochReport> history = new ArrayList<>();
    private Instant told;

    TrainingProgressReporter(
            String trainingId, String recipe, int epochs, Clock clock, Consumer<TrainingProgress> listener) {
        this.trainingId = trainingId;
        this.recipe = recipe;
        this.epochs = epochs;
        this.clock = clock;
        this.listener = listener;
        this.pace = new ThroughputEstimator(epochs, clock);
        this.told = clock.instant();
    }

    List<EpochReport> history() {
        return List.copyOf(history);
    }

    void running(String message) {
        tell(progress(trainingId, State.RUNNING, recipe, last(), epochs, message, clock));
    }

    void evaluating(String message) {
        tell(progress(trainingId, State.EVALUATING, recipe, last(), epochs, message, clock));
    }

    @Override
    public void resumed(List<EpochReport> done) {
        history.addAll(done);
        running("The training goes on from its checkpoint after epoch " + done.size() + " of at most " + epochs + ".");
    }

    @Override
    public void fitted(int epoch, int done, int images) {
        if (done == 0) {
            pace.begin();
        } else if (isTimeToTell()) {
            tell(within("Epoch " + epoch + " of at most " + epochs, epoch, done, images));
        }
    }

    @Override
    public void extracted(int done, int images) {
        if (done == 0) {
            pace.begin();
        } else if (done == images) {
            running("Fitting the classifier to the features of " + images + " images.");
        } else if (isTimeToTell()) {
            tell(within("Features of the training scans", 0, done, images));
        }
    }

    private boolean isTimeToTell() {
        return !clock.instant().isBefore(told.plus(PAUSE));
    }

    @Override
    public void epoch(EpochReport report) {
        history.add(report);
        pace.end();
        running(String.format(
                Locale.ROOT,
                "Epoch %d of at most %d: loss %.3f, validation loss %.3f, validation accuracy %.3f.",
                report.epoch(),
                epochs,
                report.loss(),
                report.validationLoss(),
                report.validationAccuracy()));
    }

    private TrainingProgress within(String step, int epoch, int done, int images) {
        Double rate = pace.perSecond(done);
        Long left = pace.secondsLeft(epoch, done, images);
        String message = String.format(Locale.ROOT, "%s: %d of %d images", step, done, images)
                + (rate == null
                        ? "."
                        : String.format(Locale.ROOT, ", %.1f images/s, at most about %s left.", rate, words(left)));
        EpochReport last = last();
        return new TrainingProgress(
                trainingId,
                State.RUNNING,
                recipe,
                history.size(),
                epochs,
                last == null ? null : last.loss(),
                last == null ? null : last.validationLoss(),
                last == null ? null : last.validationAccuracy(),
                images,
                done,
                rate,
                left,
                message,
                clock.instant());
    }

    private static String words(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    /** The last epoch, or null before the first. */
    EpochReport last() {
        return history.isEmpty() ? null : history.get(history.size() - 1);
    }

    private void tell(TrainingProgress progress) {
        told = progress.at();
        listener.accept(progress);
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
