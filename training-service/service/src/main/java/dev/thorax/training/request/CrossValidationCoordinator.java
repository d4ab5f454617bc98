package dev.thorax.training.request;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.run.Cancellations;

/**
 * Coordinates cross-validations. Each fold is a job of its own, which any replica may run. When the last fold has ended, the
 * whole becomes a job, which makes the version.
 */
@Singleton
class CrossValidationCoordinator {
    private static final String JSON = "application/json";

    private final TrainingOrders orders;
    private final Cancellations cancellations;
    private final ObjectStore store;
    private final ProgressLog log;
    private final Clock clock;

    CrossValidationCoordinator(
            TrainingOrders orders, Cancellations cancellations, ObjectStore store, ProgressLog log, Clock clock) {
        this.orders = orders;
        this.cancellations = cancellations;
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Opens the orders of the folds that {@code request} lacks, and returns the events of it. Empty if it lacks none, was
     * cancelled, or is no cross-validation.
     */
    Optional<List<Message<byte[]>>> begin(TrainingRequested request) {
        if (request.folds() == null || request.fold() != null || cancellations.isAsked(request)) {
            return Optional.empty();
        }
        List<TrainingRequested> missing = missing(request);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        store.put(StorageKeys.crossValidation(request.whole()), Json.write(request), JSON);
        List<Message<byte[]>> records = new ArrayList<>();
        missing.forEach(fold -> orders.open(fold).ifPresent(records::add));
        records.add(publish(
                request,
                State.RUNNING,
                missing.size() + " of " + request.folds() + " folds wait for a replica that trains them."));
        return Optional.of(records);
    }

    /** Returns the final progress of a fold that must not run because it, or its cross-validation, has ended. */
    Optional<TrainingProgress> ended(TrainingRequested request) {
        if (request.fold() == null) {
            return Optional.empty();
        }
        return ended(request.trainingId())
                .or(() -> ended(request.whole())
                        .map(whole -> end(
                                request,
                                State.CANCELLED,
                                "Its cross-validation " + request.whole() + " has ended: " + whole.message())))
                .or(
                        () -> isOpen(request)
                                ? Optional.empty()
                                : Optional.of(
                                        end(
                                                request,
                                                State.FAILED,
                                                "There is no cross-validation " + request.whole()
                                                        + " that this could be a fold of; ask for the whole, with folds and without fold.")));
    }

    /** Returns the events that follow for a cross-validation from the {@code end} of {@code request}, which is a part of it. */
    List<Message<byte[]>> after(TrainingRequested request, TrainingProgress end) {
        if (request.folds() == null) {
            return List.of();
        }
        Optional<TrainingProgress> ended = ended(request.whole());
        if (ended.isPresent()) {
            delete(request);
            return ended.filter(whole -> isEndedBy(request, end, whole)).map(ProgressLog::record).stream()
                    .toList();
        }
        if (!isOpen(request)) {
            return List.of();
        }
        TrainingRequested whole =
                Json.read(store.get(StorageKeys.crossValidation(request.whole())), TrainingRequested.class);
        if (end.state() != State.DONE) {
            TrainingProgress last = progress(whole, end.state(), sentence(request, end));
            log.keep(last);
            delete(request);
            return List.of(ProgressLog.record(last));
        }
        int missing = missing(whole).size();
        if (missing == 0) {
            orders.open(whole);
        }
        return List.of(publish(
                whole, State.RUNNING, (whole.folds() - missing) + " of " + whole.folds() + " folds are trained."));
    }

    /** Returns whether {@code whole} ended by this fold, whose event may have been lost and is published again. */
    private boolean isEndedBy(TrainingRequested request, TrainingProgress end, TrainingProgress whole) {
        return request.fold() != null
                && end.state() == whole.state()
                && sentence(request, end).equals(whole.message());
    }

    /** Returns why the whole ends with {@code fold}. If the whole was cancelled, its folds give the same reason. */
    private String sentence(TrainingRequested fold, TrainingProgress end) {
        boolean cancelled = end.state() == State.CANCELLED && cancellations.isAsked(fold);
        return cancelled ? end.message() : "Fold " + fold.fold() + ": " + end.message();
    }

    private List<TrainingRequested> missing(TrainingRequested whole) {
        return IntStream.rangeClosed(1, whole.folds())
                .filter(fold -> !store.exists(StorageKeys.fold(whole.whole(), fold)))
                .mapToObj(whole::ofFold)
                .toList();
    }

    private boolean isOpen(TrainingRequested request) {
        return store.exists(StorageKeys.crossValidation(request.whole()));
    }

    private void delete(TrainingRequested request) {
        store.list(StorageKeys.folds(request.whole())).forEach(store::delete);
        store.delete(StorageKeys.crossValidation(request.whole()));
    }

    private Optional<TrainingProgress> ended(String trainingId) {
        return log.latest(trainingId).filter(last -> last.state().isFinal());
    }

    private TrainingProgress end(TrainingRequested fold, State state, String message) {
        TrainingProgress last = log.latest(fold.trainingId()).orElse(null);
        return ProgressLog.after(last, fold.trainingId(), fold.recipe(), state, message, clock.instant());
    }

    private Message<byte[]> publish(TrainingRequested whole, State state, String message) {
        TrainingProgress progress = progress(whole, state, message);
        log.keep(progress);
        return ProgressLog.record(progress);
    }

    private TrainingProgress progress(TrainingRequested whole, State state, String message) {
        TrainingProgress last = log.latest(whole.trainingId()).orElse(null);
        return ProgressLog.after(last, whole.trainingId(), whole.recipe(), state, message, clock.instant());
    }
}
