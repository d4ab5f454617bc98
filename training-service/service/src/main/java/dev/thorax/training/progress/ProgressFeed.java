package dev.thorax.training.progress;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.json.Json;

/** Progress of all trainings, of whichever replica, as it comes. Who does not keep up is cut off. */
@ApplicationScoped
public class ProgressFeed {
    private static final Logger LOG = Logger.getLogger(ProgressFeed.class);
    private static final int MOST_BEHIND = 256;

    private final BroadcastProcessor<TrainingProgress> news = BroadcastProcessor.create();

    /** What is new from now on; ends when the service stops. */
    public Multi<TrainingProgress> follow() {
        return news.onOverflow().buffer(MOST_BEHIND);
    }

    @Incoming("progress")
    synchronized void take(byte[] record) {
        try {
            TrainingProgress progress = Json.read(record, TrainingProgress.class);
            if (progress.trainingId() != null && progress.state() != null && progress.at() != null) {
                news.onNext(progress);
            }
        } catch (Json.UnreadableEvent e) {
            LOG.warn("A word from a training was passed over reason=\"it is not a TrainingProgress as JSON\"");
        }
    }

    synchronized void stop(@Observes ShutdownEvent stopping) {
        news.onComplete();
    }
}
