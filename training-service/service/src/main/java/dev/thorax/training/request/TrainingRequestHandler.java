package dev.thorax.training.request;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.storage.RetryingObjectStore;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.training.metrics.TrainingMetrics;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.run.TrainingInterruptedException;
import dev.thorax.training.run.TrainingRunner;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.process.FailureMessages;

/** Answers one training request: always with a last progress event, and with a request for a promotion where one is wanted. */
@Singleton
public class TrainingRequestHandler {
    private static final Logger LOG = Logger.getLogger(TrainingRequestHandler.class);

    private final TrainingRunner runner;
    private final TrainingRequestValidator check;
    private final RetryingObjectStore store;
    private final ProgressLog log;
    private final TrainingMetrics metrics;
    private final CrossValidationCoordinator folds;
    private final Clock clock;

    TrainingRequestHandler(
            TrainingRunner runner,
            TrainingRequestValidator check,
            RetryingObjectStore store,
            ProgressLog log,
            TrainingMetrics metrics,
            CrossValidationCoordinator folds,
            Clock clock) {
        this.runner = runner;
        this.check = check;
        this.store = store;
        this.log = log;
        this.metrics = metrics;
        this.folds = folds;
        this.clock = clock;
    }

    /**
     * Runs the training that {@code value} asks for.
     *
     * @param key the record's key; a request without a readable id is answered under it
     * @return the records to send, none where there is neither id nor key to answer under
     */
    public List<Message<byte[]>> answer(String key, byte[] value) {
        TrainingRequested request;
        try {
            request = Json.read(value, TrainingRequested.class);
        } catch (Json.UnreadableEventException e) {
            return refuse(key, null, e.getMessage());
        }
        try {
            check.check(request);
        } catch (TrainingException e) {
            String id = TrainingRequestValidator.isId(request.trainingId()) ? request.trainingId() : key;
            return refuse(id, request.recipe(), e.getMessage());
        }
        Optional<List<Message<byte[]>>> toFolds = folds.begin(request);
        if (toFolds.isPresent()) {
            return toFolds.get();
        }
        TrainingProgress end = metrics.time(() -> end(request));
        metrics.ended(end.state());
        List<Message<byte[]>> records = new ArrayList<>(records(request, end));
        records.addAll(folds.after(request, end));
        return records;
    }

    /** Any failure but the store's is an answer, also one of the program, so that no request is tried for ever. */
    private TrainingProgress end(TrainingRequested request) {
        Optional<TrainingProgress> over = folds.over(request);
        if (over.isPresent()) {
            return over.get();
        }
        try {
            return runner.run(request);
        } catch (TrainingException e) {
            return failed(request.trainingId(), request.recipe(), e.getMessage());
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            if (e instanceof StoreUnavailableException || e instanceof TrainingInterruptedException) {
                throw e;
            }
            LOG.errorf(e, "A training failed by an error of the program trainingId=%s", request.trainingId());
            return failed(request.trainingId(), request.recipe(), FailureMessages.of(e));
        }
    }

    private List<Message<byte[]>> records(TrainingRequested request, TrainingProgress end) {
        log.keep(end);
        store.delete(StorageKeys.checkpoint(request.trainingId()));
        LOG.infof(
                "Training ended trainingId=%s state=%s message=\"%s\"",
                request.trainingId(), end.state(), end.message());
        Message<byte[]> told = ProgressLog.record(end);
        return end.state() == State.DONE && request.slot() != null
                ? List.of(told, promotion(request, end))
                : List.of(told);
    }

    /** Versions are compared with the one that serves only by who takes this topic, one at a time. */
    private static Message<byte[]> promotion(TrainingRequested request, TrainingProgress done) {
        PromotionRequested promotion = new PromotionRequested(
                request.promotionId(),
                request.slot(),
                done.recipe(),
                request.trainingId(),
                request.by(),
                request.why(),
                done.at());
        return OutgoingRecords.event(
                promotion, promotion.slot(), promotion.promotionId(), ProgressLog.SOURCE, promotion.requestedAt());
    }

    private List<Message<byte[]>> refuse(String id, String recipe, String sentence) {
        LOG.warnf("A training request is refused reason=\"%s\"", sentence);
        metrics.ended(State.FAILED);
        if (id == null || id.isBlank()) {
            return List.of();
        }
        TrainingProgress failed = failed(id, recipe, sentence);
        if (TrainingRequestValidator.isId(id)
                && log.latest(id).filter(last -> last.state().isFinal()).isEmpty()) {
            log.keep(failed);
        }
        return List.of(ProgressLog.record(failed));
    }

    private TrainingProgress failed(String trainingId, String recipe, String sentence) {
        return ProgressLog.after(null, trainingId, recipe, State.FAILED, sentence, clock.instant());
    }
}
