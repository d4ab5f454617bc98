package dev.thorax.training.service;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.events.EventJson;
import dev.thorax.events.TrainingProgress;
import dev.thorax.events.TrainingProgress.State;
import dev.thorax.events.TrainingRequested;
import dev.thorax.storage.Keys;
import dev.thorax.storage.StoreUnavailable;
import dev.thorax.training.Outcome;
import dev.thorax.training.problem.CannotTrain;
import dev.thorax.training.promotion.Ask;
import dev.thorax.training.promotion.Promotion;
import dev.thorax.training.promotion.PromotionDecision;
import dev.thorax.training.store.PatientStore;
import dev.thorax.training.worker.FailureSentence;

/** Answers one training request: always with a last progress event, and with a promotion where there is one. */
@Singleton
public class TrainingDesk {
    private static final Logger LOG = Logger.getLogger(TrainingDesk.class);

    private final TrainingRunner runner;
    private final Promotion promotion;
    private final RequestCheck check;
    private final PatientStore store;
    private final ProgressLog log;
    private final TrainingMetrics metrics;
    private final FoldDesk folds;
    private final Clock clock;

    TrainingDesk(
            TrainingRunner runner,
            Promotion promotion,
            RequestCheck check,
            PatientStore store,
            ProgressLog log,
            TrainingMetrics metrics,
            FoldDesk folds,
            Clock clock) {
        this.runner = runner;
        this.promotion = promotion;
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
            request = EventJson.read(value, TrainingRequested.class);
        } catch (EventJson.UnreadableEvent e) {
            return refuse(key, null, e.getMessage());
        }
        try {
            check.check(request);
        } catch (CannotTrain e) {
            String id = RequestCheck.isId(request.trainingId()) ? request.trainingId() : key;
            return refuse(id, request.recipe(), e.getMessage());
        }
        Optional<List<Message<byte[]>>> toFolds = folds.begin(request);
        if (toFolds.isPresent()) {
            return toFolds.get();
        }
        Outcome outcome = promoted(request, metrics.time(() -> outcome(request)));
        metrics.ended(outcome.progress().state());
        List<Message<byte[]>> records = new ArrayList<>(records(request, outcome));
        records.addAll(folds.after(request, outcome.progress()));
        return records;
    }

    /** Decides about the promotion; a store or broker that does not answer is thrown, so the request comes again. */
    private Outcome promoted(TrainingRequested request, Outcome outcome) {
        TrainingProgress done = outcome.progress();
        if (done.state() != State.DONE || request.slot() == null) {
            return outcome;
        }
        PromotionDecision decision = promotion.decide(Ask.of(request, done.recipe()));
        return new Outcome(
                ProgressLog.after(
                        done,
                        done.trainingId(),
                        done.recipe(),
                        State.DONE,
                        done.message() + " " + decision.sentence(),
                        done.at()),
                decision);
    }

    /** Any failure but the store's is an answer, also one of the program, so that no request is tried for ever. */
    private Outcome outcome(TrainingRequested request) {
        Optional<TrainingProgress> over = folds.over(request);
        if (over.isPresent()) {
            return new Outcome(over.get(), null);
        }
        try {
            return runner.run(request);
        } catch (CannotTrain e) {
            return new Outcome(failed(request.trainingId(), request.recipe(), e.getMessage()), null);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            if (e instanceof StoreUnavailable || e instanceof Stopped) {
                throw e;
            }
            LOG.errorf(e, "A training failed by an error of the program trainingId=%s", request.trainingId());
            return new Outcome(failed(request.trainingId(), request.recipe(), FailureSentence.of(e)), null);
        }
    }

    private List<Message<byte[]>> records(TrainingRequested request, Outcome outcome) {
        log.keep(outcome.progress());
        store.delete(Keys.checkpoint(request.trainingId()));
        List<Message<byte[]>> records = new ArrayList<>();
        if (outcome.decision() != null) {
            records.addAll(promotion.records(outcome.decision()));
        }
        records.add(ProgressLog.record(outcome.progress()));
        LOG.infof(
                "Training ended trainingId=%s state=%s message=\"%s\"",
                request.trainingId(),
                outcome.progress().state(),
                outcome.progress().message());
        return records;
    }

    private List<Message<byte[]>> refuse(String id, String recipe, String sentence) {
        LOG.warnf("A training request is refused reason=\"%s\"", sentence);
        metrics.ended(State.FAILED);
        if (id == null || id.isBlank()) {
            return List.of();
        }
        TrainingProgress failed = failed(id, recipe, sentence);
        if (RequestCheck.isId(id)
                && log.latest(id).filter(last -> last.state().isFinal()).isEmpty()) {
            log.keep(failed);
        }
        return List.of(ProgressLog.record(failed));
    }

    private TrainingProgress failed(String trainingId, String recipe, String sentence) {
        return ProgressLog.after(null, trainingId, recipe, State.FAILED, sentence, clock.instant());
    }
}
