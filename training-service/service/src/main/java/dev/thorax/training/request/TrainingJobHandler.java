package dev.thorax.training.request;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.access.signature.InvalidSignatureException;
import dev.thorax.access.signature.UnsignableVersionException;
import dev.thorax.access.signature.VersionSigner;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.storage.ObjectStore;
import dev.thorax.training.event.EventPublisher;
import dev.thorax.training.metrics.TrainingMetrics;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.run.Cancellations;
import dev.thorax.training.run.JobHandler;

/** Publishes the progress and the end of trainings, and of the cross-validations that they are folds of. Signs their versions. */
@Singleton
class TrainingJobHandler implements JobHandler {
    private static final Logger LOG = Logger.getLogger(TrainingJobHandler.class);

    private final CrossValidationCoordinator folds;
    private final Cancellations cancellations;
    private final ObjectStore store;
    private final VersionSigner signer;
    private final ProgressLog log;
    private final EventPublisher publisher;
    private final TrainingMetrics metrics;
    private final Clock clock;

    TrainingJobHandler(
            CrossValidationCoordinator folds,
            Cancellations cancellations,
            ObjectStore store,
            VersionSigner signer,
            ProgressLog log,
            EventPublisher publisher,
            TrainingMetrics metrics,
            Clock clock) {
        this.folds = folds;
        this.cancellations = cancellations;
        this.store = store;
        this.signer = signer;
        this.log = log;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public boolean handles(JobOrder order) {
        return order.training() != null;
    }

    @Override
    public Optional<WorkerMessage> settled(JobOrder order) {
        TrainingRequested request = order.training();
        Optional<TrainingProgress> last = log.latest(request.trainingId());
        return last.filter(progress -> progress.state().isFinal())
                .or(() -> folds.ended(request))
                .or(() -> cancellations
                        .find(request)
                        .map(cancelled -> ProgressLog.after(
                                last.orElse(null),
                                request.trainingId(),
                                request.recipe(),
                                State.CANCELLED,
                                Cancellations.sentence(cancelled),
                                clock.instant())))
                .map(WorkerMessage::of);
    }

    @Override
    public boolean isCancelled(JobOrder order) {
        return cancellations.isAsked(order.training());
    }

    @Override
    public Instant publishedUntil(JobOrder order) {
        return log.latest(order.training().trainingId())
                .map(TrainingProgress::at)
                .orElse(Instant.MIN);
    }

    @Override
    public void progressed(JobOrder order, TrainingProgress progress) {
        log.publish(progress);
    }

    @Override
    public void restarted(JobOrder order, String cause) {
        goesOn(order, cause + " It is begun once more.");
    }

    @Override
    public void postponed(JobOrder order, String cause) {
        goesOn(order, cause + " It is tried again, here or by another replica.");
    }

    private void goesOn(JobOrder order, String message) {
        TrainingRequested request = order.training();
        log.publish(ProgressLog.after(
                log.latest(request.trainingId()).orElse(null),
                request.trainingId(),
                request.recipe(),
                State.RUNNING,
                message,
                clock.instant()));
    }

    @Override
    public void close(JobOrder order, WorkerMessage message) {
        TrainingRequested request = order.training();
        TrainingProgress end = log.latest(request.trainingId())
                .filter(last -> last.state().isFinal())
                .orElseGet(() -> signed(request, end(request, message)));
        log.keep(end);
        store.delete(StorageKeys.checkpoint(request.trainingId()));
        List<Message<byte[]>> records = new ArrayList<>(TrainingEvents.end(request, end));
        records.addAll(folds.after(request, end));
        publisher.publishOnce(records, end.at());
        metrics.ended(end.state(), Duration.between(order.acceptedAt(), clock.instant()));
        LOG.infof(
                "Training ended trainingId=%s state=%s message=\"%s\"",
                request.trainingId(), end.state(), end.message());
    }

    /** Signs the version of a training that is done. If it cannot be signed, the training failed: nothing may use it. */
    private TrainingProgress signed(TrainingRequested request, TrainingProgress end) {
        if (end.state() != State.DONE || request.fold() != null) {
            return end;
        }
        try {
            signer.sign(end.recipe(), request.trainingId());
            return end;
        } catch (UnsignableVersionException | InvalidSignatureException e) {
            LOG.errorf(
                    "A version is not signed model=%s version=%s cause=\"%s\"",
                    end.recipe(), request.trainingId(), e.getMessage());
            return ProgressLog.after(
                    end, request.trainingId(), end.recipe(), State.FAILED, e.getMessage(), clock.instant());
        }
    }

    private TrainingProgress end(TrainingRequested request, WorkerMessage message) {
        return message.progress() != null
                ? message.progress()
                : ProgressLog.after(
                        null, request.trainingId(), request.recipe(), State.FAILED, message.failure(), clock.instant());
    }
}
