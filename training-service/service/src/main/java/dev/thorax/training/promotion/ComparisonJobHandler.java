package dev.thorax.training.promotion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.thorax.contracts.event.OperatorApproval;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.worker.ComparisonResult;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.training.event.EventPublisher;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.run.Attempts;
import dev.thorax.training.run.JobHandler;

/** Hands the result of a comparison to the decision: it asks for the promotion again, in the one order of decisions. */
@Singleton
class ComparisonJobHandler implements JobHandler {
    private static final Logger LOG = Logger.getLogger(ComparisonJobHandler.class);
    private static final ComparisonResult DECIDED = ComparisonResult.declined("The promotion is decided.");

    private final Comparisons comparisons;
    private final DecisionStore decisions;
    private final Attempts attempts;
    private final EventPublisher publisher;

    ComparisonJobHandler(
            Comparisons comparisons, DecisionStore decisions, Attempts attempts, EventPublisher publisher) {
        this.comparisons = comparisons;
        this.decisions = decisions;
        this.attempts = attempts;
        this.publisher = publisher;
    }

    @Override
    public boolean handles(JobOrder order) {
        return order.comparison() != null;
    }

    @Override
    public Optional<WorkerMessage> settled(JobOrder order) {
        return comparisons
                .outcome(order.keys())
                .or(() -> isDecided(order) ? Optional.of(DECIDED) : Optional.empty())
                .map(WorkerMessage::of);
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
        LOG.warnf("A comparison reported progress of a training trainingId=%s", progress.trainingId());
    }

    @Override
    public void restarted(JobOrder order, String cause) {
        LOG.warnf(
                "A comparison is begun once more promotionId=%s cause=\"%s\"",
                order.comparison().request().promotionId(), cause);
    }

    @Override
    public void postponed(JobOrder order, String cause) {
        LOG.warnf(
                "A comparison is tried again promotionId=%s cause=\"%s\"",
                order.comparison().request().promotionId(), cause);
    }

    @Override
    public void close(JobOrder order, WorkerMessage end) {
        PromotionRequested request = order.comparison().request();
        if (isDecided(order)) {
            comparisons.delete(request.promotionId());
            return;
        }
        comparisons.keep(order.keys(), result(request, end));
        String id = request.promotionId() + ":compared:" + order.comparison().against();
        publisher.publish(
                List.of(OutgoingRecords.event(request, request.slot(), id, ProgressLog.SOURCE, request.requestedAt())));
        attempts.delete(order.keys());
    }

    private static ComparisonResult result(PromotionRequested request, WorkerMessage end) {
        return end.comparison() != null
                ? end.comparison()
                : ComparisonResult.declined("Version " + request.version() + " of " + request.model()
                        + " could not be compared with the one in production and is not promoted: " + end.failure()
                        + " Ask for it again, or " + OperatorApproval.ADVICE);
    }

    private boolean isDecided(JobOrder order) {
        return decisions.find(order.comparison().request().promotionId()).isPresent();
    }
}
