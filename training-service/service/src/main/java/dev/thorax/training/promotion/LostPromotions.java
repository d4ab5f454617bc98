package dev.thorax.training.promotion;

import java.time.Duration;
import java.util.List;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.Slot;
import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.runtime.task.RepeatedTask;
import dev.thorax.training.event.EventPublisher;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.promotion.PromotionDecision.Outcome;

/**
 * Finds slots whose newest decision {@code thorax.models} does not have, as after a loss of Kafka, and asks for its promotion again
 * under the same id. The replica that holds the partition of {@code thorax.promotions} answers, so only one publishes it.
 */
@ApplicationScoped
class LostPromotions {
    private static final Logger LOG = Logger.getLogger(LostPromotions.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final DecisionStore decisions;
    private final PromotionDecider decider;
    private final PromotionLog log;
    private final EventPublisher publisher;
    private final RepeatedTask task = new RepeatedTask("lost-promotions", this::check);

    LostPromotions(DecisionStore decisions, PromotionDecider decider, PromotionLog log, EventPublisher publisher) {
        this.decisions = decisions;
        this.decider = decider;
        this.log = log;
        this.publisher = publisher;
    }

    void start(@Observes StartupEvent started) {
        task.start(Duration.ZERO, PAUSE);
    }

    /** Asks for what is lost. The topic is read from its beginning, as it may have been made anew. */
    void check() {
        log.readAnew();
        for (Slot slot : Slot.values()) {
            decisions
                    .newestOf(slot)
                    .filter(newest -> newest.outcome() == Outcome.PROMOTED
                            && !decider.records(newest).isEmpty())
                    .ifPresent(this::ask);
        }
    }

    private void ask(PromotionDecision lost) {
        LOG.warnf(
                "A promotion is not on its topic and is asked for again promotionId=%s slot=%s model=%s version=%s",
                lost.promotionId(), lost.slot(), lost.model(), lost.version());
        publisher.publish(List.of(OutgoingRecords.event(
                lost.toRequest(), lost.slot(), lost.promotionId() + ":lost", ProgressLog.SOURCE, lost.decidedAt())));
    }

    @PreDestroy
    void stop() {
        task.close();
    }
}
