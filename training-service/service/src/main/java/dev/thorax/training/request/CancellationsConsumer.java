package dev.thorax.training.request;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.runtime.kafka.UnreadableRecords;
import dev.thorax.training.run.Cancellations;
import dev.thorax.training.run.RunScheduler;

/** Records cancelled trainings. The replica and the worker that run one find it in the object store. */
@ApplicationScoped
public class CancellationsConsumer {
    private static final Logger LOG = Logger.getLogger(CancellationsConsumer.class);

    private static final String UNPROVEN = "an unproven sender on " + Topics.TRAININGS_CANCELLATIONS;

    private final Cancellations cancellations;
    private final RunScheduler scheduler;

    CancellationsConsumer(Cancellations cancellations, RunScheduler scheduler) {
        this.cancellations = cancellations;
        this.scheduler = scheduler;
    }

    /** Names nobody as the one who cancelled. A cancellation by HTTP, whose caller is known, was kept before it was sent. */
    private static TrainingCancelled unproven(TrainingCancelled cancelled) {
        return new TrainingCancelled(cancelled.trainingId(), UNPROVEN, cancelled.why(), cancelled.at());
    }

    /** Takes one record; ignores what is no cancellation of a training. */
    @Incoming("cancellations")
    @Blocking
    void cancel(byte[] record) {
        try {
            TrainingCancelled cancelled = Json.read(record, TrainingCancelled.class);
            if (!TrainingRequestValidator.isId(cancelled.trainingId())) {
                UnreadableRecords.count(Topics.TRAININGS_CANCELLATIONS);
                LOG.warn("A cancellation is ignored cause=\"it names no training\"");
                return;
            }
            cancellations.keep(unproven(cancelled));
            LOG.infof("A training is cancelled trainingId=%s", cancelled.trainingId());
            scheduler.wake();
        } catch (Json.UnreadableEventException e) {
            UnreadableRecords.count(Topics.TRAININGS_CANCELLATIONS);
            LOG.warn("A cancellation is ignored cause=\"it is not a TrainingCancelled as JSON\"");
        }
    }
}
