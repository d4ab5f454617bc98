package dev.thorax.training.validation;

import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.thorax.access.signature.InvalidSignatureException;
import dev.thorax.access.signature.UnsignableVersionException;
import dev.thorax.access.signature.VersionSigner;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.training.metrics.TrainingMetrics;
import dev.thorax.training.run.Attempts;
import dev.thorax.training.run.JobHandler;

/** Records how validations end, and signs the versions that they calibrate. Nobody is told: who asked for one looks at its address. */
@Singleton
class ValidationJobHandler implements JobHandler {
    private static final Logger LOG = Logger.getLogger(ValidationJobHandler.class);

    private final Validations validations;
    private final Attempts attempts;
    private final VersionSigner signer;
    private final TrainingMetrics metrics;

    ValidationJobHandler(Validations validations, Attempts attempts, VersionSigner signer, TrainingMetrics metrics) {
        this.validations = validations;
        this.attempts = attempts;
        this.signer = signer;
        this.metrics = metrics;
    }

    @Override
    public boolean handles(JobOrder order) {
        return order.validation() != null;
    }

    @Override
    public Optional<WorkerMessage> settled(JobOrder order) {
        return validations
                .outcome(order.validation().validationId())
                .map(end ->
                        end.result() == null ? WorkerMessage.failed(end.failure()) : WorkerMessage.of(end.result()));
    }

    @Override
    public boolean isCancelled(JobOrder order) {
        return false;
    }

    @Override
    public Instant publishedUntil(JobOrder order) {
        return Instant.MIN;
    }

    @Override
    public void progressed(JobOrder order, TrainingProgress progress) {
        LOG.warnf("A validation reported progress of a training trainingId=%s", progress.trainingId());
    }

    @Override
    public void restarted(JobOrder order, String cause) {
        LOG.warnf(
                "A validation goes on with another worker validationId=%s cause=\"%s\"",
                order.validation().validationId(), cause);
    }

    @Override
    public void postponed(JobOrder order, String cause) {
        LOG.warnf(
                "A validation is tried again validationId=%s cause=\"%s\"",
                order.validation().validationId(), cause);
        validations.delay(order.validation(), cause);
    }

    @Override
    public void close(JobOrder order, WorkerMessage message) {
        WorkerMessage end = signed(order.validation(), message);
        validations.close(order.validation(), end);
        attempts.delete(order.keys());
        metrics.validated(end.validation() != null);
        LOG.infof(
                "A validation ended validationId=%s model=%s version=%s cause=\"%s\"",
                order.validation().validationId(),
                order.validation().model(),
                order.validation().version(),
                end.failure() == null ? "its page is written" : end.failure());
    }

    /** Signs the version that a validation calibrated. If it cannot be signed, the validation failed: nothing may use the version. */
    private WorkerMessage signed(ValidationOrder order, WorkerMessage end) {
        String calibrated = end.validation() == null ? null : end.validation().calibrated();
        if (calibrated == null) {
            return end;
        }
        try {
            signer.sign(order.model(), calibrated);
            LOG.infof("A version is calibrated model=%s version=%s", order.model(), calibrated);
            return end;
        } catch (UnsignableVersionException | InvalidSignatureException e) {
            LOG.errorf(
                    "A version is not signed model=%s version=%s cause=\"%s\"",
                    order.model(), calibrated, e.getMessage());
            return WorkerMessage.failed(e.getMessage());
        }
    }
}
