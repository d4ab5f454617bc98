package dev.thorax.training.service;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.events.EventJson;
import dev.thorax.events.Outgoing;
import dev.thorax.events.TrainingProgress;
import dev.thorax.events.TrainingProgress.State;
import dev.thorax.events.TrainingRequested;
import dev.thorax.storage.Keys;
import dev.thorax.training.CrossValidation;
import dev.thorax.training.store.PatientStore;

/**
 * Parts a cross-validation into its folds, each a request of its own on the topic of trainings, so that all replicas share them; and
 * asks for the whole again when the last one is trained, whose replica then makes the version.
 */
@Singleton
public class FoldDesk {
    private final CrossValidation crossValidation;
    private final PatientStore store;
    private final ProgressLog log;
    private final Clock clock;

    FoldDesk(CrossValidation crossValidation, PatientStore store, ProgressLog log, Clock clock) {
        this.crossValidation = crossValidation;
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    /** The records that order the folds that {@code request} lacks; empty where it lacks none, has ended, or is no cross-validation. */
    Optional<List<Message<byte[]>>> begin(TrainingRequested request) {
        if (request.folds() == null
                || request.fold() != null
                || ended(request.trainingId()).isPresent()) {
            return Optional.empty();
        }
        List<TrainingRequested> missing = crossValidation.missing(request);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        store.put(key(request), EventJson.write(request), "application/json");
        List<Message<byte[]>> records = new ArrayList<>();
        missing.forEach(fold -> records.add(order(fold, fold.trainingId())));
        records.add(tell(
                request,
                State.RUNNING,
                missing.size() + " of " + request.folds() + " folds wait for a replica that trains them."));
        return Optional.of(records);
    }

    /** What follows from the end of fold {@code request}: none where it is no fold. */
    List<Message<byte[]>> after(TrainingRequested request, TrainingProgress end) {
        if (request.fold() == null || ended(request.whole()).isPresent()) {
            return List.of();
        }
        TrainingRequested whole = EventJson.read(store.get(key(request)), TrainingRequested.class);
        if (end.state() != State.DONE) {
            return List.of(tell(whole, end.state(), "Fold " + request.fold() + ": " + end.message()));
        }
        int missing = crossValidation.missing(whole).size();
        TrainingProgress trained = progress(
                whole, State.RUNNING, (whole.folds() - missing) + " of " + whole.folds() + " folds are trained.");
        log.keep(trained);
        return missing > 0
                ? List.of(ProgressLog.record(trained))
                : List.of(ProgressLog.record(trained), order(whole, whole.trainingId() + ":folds"));
    }

    /** How the cross-validation of fold {@code request} has ended, so that the fold need not be trained. */
    Optional<TrainingProgress> endOfWhole(TrainingRequested request) {
        return request.fold() == null ? Optional.empty() : ended(request.whole());
    }

    private Optional<TrainingProgress> ended(String trainingId) {
        return log.latest(trainingId).filter(last -> last.state().isFinal());
    }

    private static Message<byte[]> order(TrainingRequested request, String eventId) {
        return Outgoing.event(request, request.trainingId(), eventId, ProgressLog.SOURCE, request.requestedAt());
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
        return Keys.training(request.whole(), "folds.json");
    }
}
