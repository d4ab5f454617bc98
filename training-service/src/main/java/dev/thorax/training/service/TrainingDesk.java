package dev.thorax.training.service;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.events.EventJson;
import dev.thorax.events.TrainingProgress;
import dev.thorax.events.TrainingProgress.State;
import dev.thorax.events.TrainingRequested;
import dev.thorax.storage.StoreUnavailable;
import dev.thorax.training.Outcome;
import dev.thorax.training.TrainingJob;
import dev.thorax.training.problem.CannotTrain;
import dev.thorax.training.promotion.Ask;
import dev.thorax.training.promotion.Promotion;
import dev.thorax.training.promotion.PromotionDecision;

/** Answers one training request: always with a last progress event, and with a promotion where there is one. */
@Singleton
public class TrainingDesk {
    /** How often a training may be begun: once, and once more after its service died. */
    static final int MAX_ATTEMPTS = 2;

    private static final Logger LOG = Logger.getLogger(TrainingDesk.class);

    private final TrainingJob job;
    private final Promotion promotion;
    private final RequestCheck check;
    private final Attempts attempts;
    private final ProgressLog log;
    private final TrainingMetrics metrics;
    private final Clock clock;
    private volatile boolean stopping;

    TrainingDesk(
            TrainingJob job,
            Promotion promotion,
            RequestCheck check,
            Attempts attempts,
            ProgressLog log,
            TrainingMetrics metrics,
            Clock clock) {
        this.job = job;
        this.promotion = promotion;
        this.check = check;
        this.attempts = attempts;
        this.log = log;
        this.metrics = metrics;
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
        Outcome outcome = promoted(request, metrics.time(() -> outcome(request)));
        metrics.ended(outcome.progress().state());
        return records(request, outcome);
    }

    /** Decides about the promotion; a store or broker that does not answer is thrown, so the request comes again. */
    private Outcome promoted(TrainingRequested request, Outcome outcome) {
        TrainingProgress done = outcome.progress();
        if (done.state() != State.DONE || request.slot() == null) {
            return outcome;
        }
        PromotionDecision decision = promotion.decide(Ask.of(request, done.recipe()));
        return new Outcome(
                new TrainingProgress(
                        done.trainingId(),
                        done.state(),
                        done.recipe(),
                        done.epoch(),
                        done.epochs(),
                        done.loss(),
                        done.validationLoss(),
                        done.validationAccuracy(),
                        done.message() + " " + decision.sentence(),
                        done.at()),
                decision);
    }

    private Outcome outcome(TrainingRequested request) {
        TrainingProgress last = log.latest(request.trainingId()).orElse(null);
        if (last != null && last.state() == State.FAILED) {
            return new Outcome(last, null);
        }
        return ended(request, () -> {
            if (attempts.begin(request.trainingId()) > MAX_ATTEMPTS && (last == null || last.state() != State.DONE)) {
                throw new CannotTrain(
                        "The training was begun " + MAX_ATTEMPTS
                                + " times and the service died each time, so it is given up; ask for it with a smaller data set.");
            }
            return run(request);
        });
    }

    /** From now on a training that ends is one that was cut short, and does not count as begun. */
    void stop() {
        stopping = true;
    }

    private Outcome run(TrainingRequested request) {
        try {
            return job.run(request, log::tell);
        } catch (InterruptedException | RuntimeException e) {
            if (!stopping) {
                throw e instanceof RuntimeException broken ? broken : new IllegalStateException(e);
            }
            // The store is asked over the network, which an interrupted thread cannot do.
            Thread.interrupted();
            attempts.giveBack(request.trainingId());
            throw new Stopped(e);
        }
    }

    /** Any failure but the store's is an answer, also one of the program or of native code, so that no request is tried for ever. */
    private Outcome ended(TrainingRequested request, Supplier<Outcome> work) {
        try {
            return work.get();
        } catch (CannotTrain e) {
            return new Outcome(failed(request.trainingId(), request.recipe(), e.getMessage()), null);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            if (e instanceof StoreUnavailable || e instanceof Stopped) {
                throw e;
            }
            LOG.errorf(e, "A training failed by an error of the program trainingId=%s", request.trainingId());
            return new Outcome(
                    failed(
                            request.trainingId(),
                            request.recipe(),
                            e instanceof OutOfMemoryError
                                    ? "The training ran out of memory; start the service with more (-Xmx), or ask for a smaller data set."
                                    : "The training failed by an error of the program ("
                                            + e.getClass().getSimpleName() + "); the service's log says more."),
                    null);
        }
    }

    private List<Message<byte[]>> records(TrainingRequested request, Outcome outcome) {
        log.keep(outcome.progress());
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
        if (RequestCheck.isId(id) && log.latest(id).filter(ProgressLog::isFinal).isEmpty()) {
            log.keep(failed);
        }
        return List.of(ProgressLog.record(failed));
    }

    private TrainingProgress failed(String trainingId, String recipe, String sentence) {
        return new TrainingProgress(
                trainingId, State.FAILED, recipe, 0, 0, null, null, null, sentence, clock.instant());
    }

    /** The service is stopping, so the training stays unanswered and comes again. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped(Exception cause) {
            super("The service stops; the training is begun again when it runs.", cause);
        }
    }
}
