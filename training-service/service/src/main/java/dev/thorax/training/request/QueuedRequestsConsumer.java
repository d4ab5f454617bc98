package dev.thorax.training.request;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.worker.TrainingException;

/** Tells of each request that it waits, as soon as it comes; what is wrong with one, {@link TrainingRequestHandler} says. */
@ApplicationScoped
public class QueuedRequestsConsumer {
    private static final Logger LOG = Logger.getLogger(QueuedRequestsConsumer.class);

    private final TrainingRequestValidator check;
    private final ProgressLog log;

    QueuedRequestsConsumer(TrainingRequestValidator check, ProgressLog log) {
        this.check = check;
        this.log = log;
    }

    /** Takes one. */
    @Incoming("queue")
    @Blocking
    void see(byte[] record) {
        try {
            TrainingRequested request = Json.read(record, TrainingRequested.class);
            check.check(request);
            log.queued(request);
        } catch (Json.UnreadableEventException | TrainingException e) {
            LOG.debug("A request is left to its turn", e);
        } catch (StoreUnavailableException e) {
            LOG.warnf("A training is not shown before its turn reason=\"%s\"", e.getMessage());
        }
    }
}
