package dev.thorax.training.request;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.training.progress.ProgressLog;

/** Remembers in the object store which request each training id stands for. The first one counts. */
@Singleton
class RequestRegister {
    private final ObjectStore store;
    private final ProgressLog log;

    RequestRegister(ObjectStore store, ProgressLog log) {
        this.store = store;
        this.log = log;
    }

    /**
     * Registers {@code request} under its id.
     *
     * @return a sentence that refuses it, if the id stands for another request; empty if it is the first or the same again
     */
    Optional<String> refusal(TrainingRequested request) {
        if (request.fold() != null) {
            return Optional.empty();
        }
        Optional<TrainingRequested> first = find(request.trainingId());
        if (first.isEmpty()) {
            if (!fitsProgress(request)) {
                return Optional.of(sentence(request.trainingId()));
            }
            store.putIfAbsent(
                    StorageKeys.trainingRequest(request.trainingId()), Json.write(request), "application/json");
            first = find(request.trainingId());
        }
        return first.filter(other -> !terms(other).equals(terms(request))).map(other -> sentence(request.trainingId()));
    }

    /** Returns whether {@code trainingId} stands for a request. */
    boolean knows(String trainingId) {
        return store.exists(StorageKeys.trainingRequest(trainingId));
    }

    /** A training from before requests were registered has only its progress. */
    private boolean fitsProgress(TrainingRequested request) {
        return log.latest(request.trainingId())
                .map(TrainingProgress::recipe)
                .filter(recipe -> !recipe.equals(request.recipe()))
                .isEmpty();
    }

    private Optional<TrainingRequested> find(String trainingId) {
        try {
            return Optional.of(Json.read(store.get(StorageKeys.trainingRequest(trainingId)), TrainingRequested.class));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    /** Everything that a request asks for. A client that repeats it may name another time. */
    private static List<Object> terms(TrainingRequested request) {
        return Arrays.asList(
                request.dataset(),
                request.recipe(),
                request.engine(),
                request.seedOrDefault(),
                request.slot(),
                request.by(),
                request.why(),
                request.folds(),
                request.startsFromScratch());
    }

    private static String sentence(String trainingId) {
        return "The training id " + trainingId + " stands for another request already, which stays as it is; "
                + "ask for this one under another id.";
    }
}
