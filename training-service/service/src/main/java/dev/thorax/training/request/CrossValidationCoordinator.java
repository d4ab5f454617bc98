package dev.thorax.training.request;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.storage.RetryingObjectStore;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.run.Cancellations;
import dev.thorax.worker.job.FoldStore;

/**
 * Parts a cross-validation into its folds, each a request of its own on the topic of trainings, so that all replicas share them; and
 * asks for the whole again when the last one is trained, whose replica then makes the version.
 */
@Singleton
public class CrossValidationCoordinator {
    private final FoldStore crossValidation;
    private final Cancellations cancellations;
    private final RetryingObjectStore store;
    private final ProgressLog log;
    private final Clock clock;

    CrossValidationCoordinator(
            FoldStore crossValidation,
            Cancellations cancellations,
            RetryingObjectStore store,
            ProgressLog log,
            Clock clock) {
        this.crossValidation = crossValidation;
        this.cancellations = cancellations;
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    /**
     * The records that order the folds that {@code request} lacks; empty where it lacks none, has ended, is not wanted any more, or is no
     * cross-validation.
     */
    Optional<List<Message<byte[]>>> begin(TrainingRequested request) {
        if (request.folds() == null
                || request.fold() != null
                || ended(request.trainingId()).isPresent()
                || cancellations.isAsked(request.trainingId())) {
            return Optional.empty();
        }
        List<TrainingRequested> missing = crossValidation.missing(request);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        store.put(key(request), Json.write(request), "application/json");
        List<Message<byte[]>> records = new ArrayList<>();
        missing.forEach(fold -> records.add(order(fold, fold.trainingId())));
        records.add(tell(
                request,
                State.RUNNING,
                missing.size() + " of " + request.folds() + " folds wait for a replica that trains them."));
        return Optional.of(records);
    }

    /** What {@code request} is answered with before anything is done: the end of a fold that has ended, or whose whole has. */
    Optional<TrainingProgress> over(TrainingRequested request) {
        if (request.fold() == null) {
            return Optional.empty();
        }
        return ended(request.trainingId())
                .or(() -> ended(request.whole())
                        .map(whole -> ProgressLog.after(
                                log.latest(request.trainingId()).orElse(null),
                                request.trainingId(),
                                request.recipe(),
                                State.CANCELLED,
                                "Its cross-validation " + request.whole() + " has ended: " + whole.message(),
                                clock.instant())))
                .or(() -> isOrdered(request)
                        ? Optional.empty()
                        : Optional.of(ProgressLog.after(
                                null,
                                request.trainingId(),
                                request.recipe(),
                                State.FAILED,
                                "There is no cross-validation " + request.whole()
                                        + " that this could be a fold of; ask for the whole, with folds and without fold.",
                                clock.instant())));
    }

    /** What follows from the {@code end} of {@code request} for its cross-validation; what folds gave is kept no longer than that. */
    List<Message<byte[]>> after(TrainingRequested request, TrainingProgress end) {
        if (request.folds() == null) {
            return List.of();
        }
        Optional<TrainingProgress> ended = ended(request.whole());
        if (ended.isPresent()) {
            delete(request);
            return ended.filter(whole -> isOf(request, end, whole)).map(ProgressLog::record).stream()
                    .toList();
        }
        if (!isOrdered(request)) {
            return List.of();
        }
        TrainingRequested whole = Json.read(store.get(key(request)), TrainingRequested.class);
        if (end.state() != State.DONE) {
            TrainingProgress last = progress(whole, end.state(), sentence(request, end));
            log.keep(last);
            delete(request);
            return List.of(ProgressLog.record(last));
        }
        int missing = crossValidation.missing(whole).size();
        Message<byte[]> trained =
                tell(whole, State.RUNNING, (whole.folds() - missing) + " of " + whole.folds() + " folds are trained.");
        return missing > 0 ? List.of(trained) : List.of(trained, order(whole, whole.trainingId() + ":folds"));
    }

    /** Whether {@code whole} ended by fold {@code request}, whose answer may have been lost and is given again. */
    private boolean isOf(TrainingRequested request, TrainingProgress end, TrainingProgress whole) {
        return request.fold() != null
                && end.state() == whole.state()
                && sentence(request, end).equals(whole.message());
    }

    /** Where the whole was cancelled, that is what its folds say, too. */
    private String sentence(TrainingRequested fold, TrainingProgress end) {
        boolean asked = end.state() == State.CANCELLED && cancellations.isAsked(fold.whole());
        return asked ? end.message() : "Fold " + fold.fold() + ": " + end.message();
    }

    private boolean isOrdered(TrainingRequested request) {
        return store.exists(key(request));
    }

    private void delete(TrainingRequested request) {
        crossValidation.delete(request);
        store.delete(key(request));
    }

    private Optional<TrainingProgress> ended(String trainingId) {
        return log.latest(trainingId).filter(last -> last.state().isFinal());
    }

    private static Message<byte[]> order(TrainingRequested request, String eventId) {
        return OutgoingRecords.event(request, request.trainingId(), eventId, ProgressLog.SOURCE, request.requestedAt());
    }

    private Message<byte[]> tell(TrainingRequested whole, State state, String message) {
        TrainingProgress progress = progress(whole, state, message);
        log.keep(progress);
        return ProgressLog.record(progress);
    }

    private TrainingProgress progress(TrainingRequested whole, State state, String message) {
        TrainingProgress last = log.latest(whole.trainingId()).orElse(null);
        return ProgressLog.after(last, whole.trainingId(), whole.recipe(), state, message, clock.instant());
    }

    private static String key(TrainingRequested request) {
        return StorageKeys.training(request.whole(), "folds.json");
    }
}
