package dev.thorax.training.request;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StoredApproval;
import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.training.metrics.TrainingMetrics;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.promotion.Approvals;

/** Answers one training request: refuses it, gives the end of a training that has ended, or opens its order. */
@Singleton
public class TrainingRequestHandler {
    private static final Logger LOG = Logger.getLogger(TrainingRequestHandler.class);

    private final TrainingRequestValidator validator;
    private final RequestRegister register;
    private final Approvals approvals;
    private final TrainingOrders orders;
    private final CrossValidationCoordinator folds;
    private final ProgressLog log;
    private final TrainingMetrics metrics;
    private final Clock clock;

    TrainingRequestHandler(
            TrainingRequestValidator validator,
            RequestRegister register,
            Approvals approvals,
            TrainingOrders orders,
            CrossValidationCoordinator folds,
            ProgressLog log,
            TrainingMetrics metrics,
            Clock clock) {
        this.validator = validator;
        this.register = register;
        this.approvals = approvals;
        this.orders = orders;
        this.folds = folds;
        this.log = log;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Answers the request in {@code value}. Whatever it asks for is durable in the object store when this returns, so the
     * record may be acknowledged.
     *
     * @param key the record's key; a request without a readable id is answered under it
     * @return the records to send, none if there is neither id nor key to answer under
     */
    public List<Message<byte[]>> answer(String key, byte[] value) {
        TrainingRequested request;
        try {
            request = Json.read(value, TrainingRequested.class);
        } catch (Json.UnreadableEventException e) {
            return refuse(key, null, e.getMessage());
        }
        try {
            validator.check(request);
        } catch (InvalidTrainingRequestException e) {
            String id = TrainingRequestValidator.isId(request.trainingId()) ? request.trainingId() : key;
            return refuse(id, request.recipe(), e.getMessage());
        }
        Optional<String> refusal =
                approvals.refusal(StoredApproval.of(request), "/trainings").or(() -> register.refusal(request));
        return refusal.isPresent() ? refuse(request.trainingId(), request.recipe(), refusal.get()) : accept(request);
    }

    /** Returns the records to send for a request that {@link #answer} fails for; it is refused under its id or its key. */
    List<Message<byte[]>> setAside(String key, byte[] value, String sentence) {
        return refuse(id(key, value), null, sentence);
    }

    private static String id(String key, byte[] value) {
        try {
            String id = Json.read(value, TrainingRequested.class).trainingId();
            return TrainingRequestValidator.isId(id) ? id : key;
        } catch (Json.UnreadableEventException e) {
            return key;
        }
    }

    private List<Message<byte[]>> accept(TrainingRequested request) {
        Optional<TrainingProgress> end =
                log.latest(request.trainingId()).filter(last -> last.state().isFinal());
        if (end.isPresent()) {
            List<Message<byte[]>> records = new ArrayList<>(TrainingEvents.end(request, end.get()));
            records.addAll(folds.after(request, end.get()));
            return records;
        }
        return folds.begin(request)
                .orElseGet(() -> orders.open(request).map(List::of).orElse(List.of()));
    }

    private List<Message<byte[]>> refuse(String id, String recipe, String sentence) {
        LOG.warnf("A training request is refused cause=\"%s\"", OutgoingRecords.cut(sentence));
        metrics.refused();
        if (id == null || id.isBlank()) {
            return List.of();
        }
        TrainingProgress failed = ProgressLog.after(null, id, recipe, State.FAILED, sentence, clock.instant());
        if (isFree(id)) {
            log.keep(failed);
            return List.of(ProgressLog.record(failed));
        }
        return List.of(ProgressLog.refusal(failed));
    }

    /** Returns whether no training has this id, whose state a refusal would end. */
    private boolean isFree(String id) {
        return TrainingRequestValidator.isId(id)
                && log.latest(id).filter(last -> last.state() != State.QUEUED).isEmpty()
                && !register.knows(id);
    }
}
