package dev.thorax.worker.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.fitting.FittingListener;
import dev.thorax.worker.recipe.ClassifierSettings;
import dev.thorax.worker.recipe.Recipe;

/** Publishes the progress of one training and keeps its epochs. */
public class TrainingProgressReporter implements FittingListener {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final String trainingId;
    private final Recipe recipe;
    private final Clock clock;
    private final Consumer<TrainingProgress> listener;
    private final ThroughputEstimator pace;
    private final List<EpochReport> history = new ArrayList<>();
    private Instant published;

    /** Publishes to {@code listener}. */
    public TrainingProgressReporter(
            String trainingId, Recipe recipe, Clock clock, Consumer<TrainingProgress> listener) {
        this.trainingId = trainingId;
        this.recipe = recipe;
        this.clock = clock;
        this.listener = listener;
        this.pace = new ThroughputEstimator(recipe.epochs(), clock);
        this.published = clock.instant();
    }

    List<EpochReport> history() {
        return List.copyOf(history);
    }

    void running(String message) {
        publish(progress(State.RUNNING, last(), message));
    }

    void evaluating(String message) {
        publish(progress(State.EVALUATING, last(), message));
    }

    @Override
    public void resumed(List<EpochReport> done) {
        history.addAll(done);
        running("The training goes on from its checkpoint after epoch " + done.size() + " of at most " + recipe.epochs()
                + ".");
    }

    @Override
    public void fitted(int epoch, int done, int images) {
        if (done == 0) {
            pace.begin();
        } else if (isDue()) {
            publish(within("Epoch " + epoch + " of at most " + recipe.epochs(), epoch, done, images));
        }
    }

    @Override
    public void extracted(int done, int images) {
        if (done == 0) {
            pace.begin();
        } else if (done == images) {
            running("Fitting the classifier to the features of " + images + " images.");
        } else if (isDue()) {
            publish(within("Features of the training scans", 0, done, images));
        }
    }

    /** Returns the listener to the fitting of a gate. */
    FittingListener ofGate() {
        return new FittingListener() {
            @Override
            public void extracted(int done, int images) {
                if (isDue()) {
                    evaluating("Features for the gate: " + done + " of " + images + " images.");
                }
            }

            @Override
            public void epoch(EpochReport report) {
                throw new IllegalStateException("A gate has no epochs.");
            }
        };
    }

    @Override
    public void classifiersFitted(double done, int classifiers) {
        if (isDue()) {
            int whole = Math.min(classifiers - 1, (int) done);
            running(String.format(
                    Locale.ROOT,
                    "Fitting classifier %d of %d: %.0f %%.",
                    whole + 1,
                    classifiers,
                    100 * (done - whole)));
        }
    }

    private boolean isDue() {
        return !clock.instant().isBefore(published.plus(PAUSE));
    }

    @Override
    public void epoch(EpochReport report) {
        history.add(report);
        pace.end();
        running(String.format(
                Locale.ROOT,
                "Epoch %d of at most %d: loss %.3f, validation loss %.3f, validation accuracy %.3f.",
                report.epoch(),
                recipe.epochs(),
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
                        : String.format(Locale.ROOT, ", %.1f images/s, at most about %s left.", rate, rounded(left)));
        EpochReport last = last();
        return new TrainingProgress(
                trainingId,
                State.RUNNING,
                recipe.name(),
                history.size(),
                recipe.epochs(),
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

    private static String rounded(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    /** The last epoch, or null before the first. */
    EpochReport last() {
        return history.isEmpty() ? null : history.get(history.size() - 1);
    }

    private void publish(TrainingProgress progress) {
        published = progress.at();
        listener.accept(progress);
    }

    /** Returns the end of a training whose version is stored. */
    TrainingProgress done(TrainingRequested request, Manifest stored) {
        if (stored.isSegmentation()) {
            SegmentationReport lungs = SegmentationReport.fromMap(stored.evaluation());
            return progress(
                    State.DONE,
                    lungs.lastEpoch(),
                    "Version " + stored.version() + " of " + recipe.name() + " is trained: " + lungs.sentence()
                            + "; it finds lungs and serves in no slot.");
        }
        TrainingReport report = TrainingReport.fromMap(stored.evaluation());
        String serving = request.slot() == null
                ? "; it serves nowhere yet."
                : "; whether it serves in " + request.slot() + " is decided next, as promotion " + request.promotionId()
                        + ".";
        String message = "Version " + stored.version() + " of " + recipe.name() + " is trained: " + report.sentence()
                + obstacle().orElse(serving);
        return progress(State.DONE, report.lastEpoch(), message);
    }

    private Optional<String> obstacle() {
        return Optional.ofNullable(recipe.classifier())
                .flatMap(ClassifierSettings::obstacle)
                .map(reason -> "; it can be scored but not promoted: " + reason + ".");
    }

    /** Returns the end of the training. */
    TrainingProgress done(String message) {
        return progress(State.DONE, last(), message);
    }

    private TrainingProgress progress(State state, EpochReport last, String message) {
        return new TrainingProgress(
                trainingId,
                state,
                recipe.name(),
                last == null ? 0 : last.epoch(),
                recipe.epochs(),
                last == null ? null : last.loss(),
                last == null ? null : last.validationLoss(),
                last == null ? null : last.validationAccuracy(),
                message,
                clock.instant());
    }
}
