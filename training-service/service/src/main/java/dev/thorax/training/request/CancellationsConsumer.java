package dev.thorax.training.request;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.json.Json;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.run.Cancellations;

/** Writes down which trainings nobody wants any more; the replica that runs one, or will, looks there. */
@ApplicationScoped
public class CancellationsConsumer {
    private static final Logger LOG = Logger.getLogger(CancellationsConsumer.class);

    private final Cancellations cancellations;
    private final ProgressLog log;
    private final Clock clock;

    CancellationsConsumer(Cancellations cancellations, ProgressLog log, Clock clock) {
        this.cancellations = cancellations;
        this.log = log;
        this.clock = clock;
    }

    /** Takes one; what is not a cancellation of a training is passed over. */
    @Incoming("cancellations")
    @Blocking
    void cancel(byte[] record) {
        try {
            TrainingCancelled asked = Json.read(record, TrainingCancelled.class);
            if (!TrainingRequestValidator.isId(asked.trainingId())) {
                LOG.warn("A cancellation was passed over reason=\"it names no training\"");
                return;
            }
            cancellations.keep(asked);
            LOG.infof("A training is no longer wanted trainingId=%s", asked.trainingId());
            tellOfWaiting(asked);
        } catch (Json.UnreadableEventException e) {
            LOG.warn("A cancellation was passed over reason=\"it is not a TrainingCancelled as JSON\"");
        }
    }

    /** One that waits is cancelled from now on; its runner only finds that out when its turn comes. */
    private void tellOfWaiting(TrainingCancelled asked) {
        try {
            log.latest(asked.trainingId())
                    .filter(last -> last.state() == State.QUEUED)
                    .ifPresent(last -> log.tell(ProgressLog.after(
                            last,
                            last.trainingId(),
                            last.recipe(),
                            State.CANCELLED,
                            Cancellations.sentence(asked),
                            clock.instant())));
        } catch (StoreUnavailableException e) {
            LOG.debug("Its runner will tell", e);
        }
    }
}
