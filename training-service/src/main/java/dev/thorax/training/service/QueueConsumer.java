package dev.thorax.training.service;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import dev.thorax.events.EventJson;
import dev.thorax.events.TrainingRequested;
import dev.thorax.storage.StoreUnavailable;
import dev.thorax.training.problem.CannotTrain;

/** Tells of each request that it waits, as soon as it comes; what is wrong with one, {@link TrainingDesk} says. */
@ApplicationScoped
public class QueueConsumer {
    private static final Logger LOG = Logger.getLogger(QueueConsumer.class);

    private final RequestCheck check;
    private final ProgressLog log;

    QueueConsumer(RequestCheck check, ProgressLog log) {
        this.check = check;
        this.log = log;
    }

    /** Takes one. */
    @Incoming("queue")
    @Blocking
    void see(byte[] record) {
        try {
            TrainingRequested request = EventJson.read(record, TrainingRequested.class);
            check.check(request);
            log.queued(request);
        } catch (EventJson.UnreadableEvent | CannotTrain e) {
            LOG.debug("A request is left to its turn", e);
        } catch (StoreUnavailable e) {
            LOG.warnf("A training is not shown before its turn reason=\"%s\"", e.getMessage());
        }
    }
}
