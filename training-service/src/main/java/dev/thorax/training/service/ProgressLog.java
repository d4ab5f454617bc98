package dev.thorax.training.service;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.reactive.messaging.MutinyEmitter;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.events.EventJson;
import dev.thorax.events.Outgoing;
import dev.thorax.events.TrainingProgress;
import dev.thorax.events.TrainingProgress.State;
import dev.thorax.storage.Keys;
import dev.thorax.storage.ObjectMissing;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailable;

/** The latest progress of each training, in the object store, and all of it on its topic. */
@Singleton
public class ProgressLog {
    /** CloudEvents source of all that this service sends. */
    public static final String SOURCE = "/thorax/training";

    private static final Logger LOG = Logger.getLogger(ProgressLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectStore store;
    private final MutinyEmitter<byte[]> events;

    ProgressLog(ObjectStore store, @Channel("events") MutinyEmitter<byte[]> events) {
        this.store = store;
        this.events = events;
    }

    /** The record that carries {@code progress}; the same step always has the same CloudEvents id. */
    public static Message<byte[]> record(TrainingProgress progress) {
        String id = progress.trainingId() + ":" + progress.state() + ":" + progress.epoch();
        return Outgoing.event(progress, progress.trainingId(), id, SOURCE, progress.at());
    }

    /** Tells of a step on the way; a broker or store that does not answer holds no training up. */
    public void tell(TrainingProgress progress) {
        LOG.infof(
                "Training goes on trainingId=%s state=%s epoch=%d message=\"%s\"",
                progress.trainingId(), progress.state(), progress.epoch(), progress.message());
        try {
            keep(progress);
            events.sendMessage(record(progress)).await().atMost(PATIENCE);
        } catch (StoreUnavailable | io.smallrye.mutiny.TimeoutException e) {
            LOG.warnf(
                    "A progress event is late or lost trainingId=%s reason=\"%s\"",
                    progress.trainingId(), e.getMessage());
        }
    }

    /** Writes {@code progress} as the latest one of its training. */
    public void keep(TrainingProgress progress) {
        store.put(key(progress.trainingId()), EventJson.write(progress), "application/json");
    }

    /** The latest progress of a training, or empty if none of that id is known. */
    public Optional<TrainingProgress> latest(String trainingId) {
        try {
            return Optional.of(EventJson.read(store.get(key(trainingId)), TrainingProgress.class));
        } catch (ObjectMissing e) {
            return Optional.empty();
        }
    }

    /** Whether {@code progress} is the last of its training. */
    public static boolean isFinal(TrainingProgress progress) {
        return progress.state() == State.DONE || progress.state() == State.FAILED;
    }

    private static String key(String trainingId) {
        return Keys.training(trainingId, "progress.json");
    }
}
