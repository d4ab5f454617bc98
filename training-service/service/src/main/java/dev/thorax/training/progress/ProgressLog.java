package dev.thorax.training.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.reactive.messaging.MutinyEmitter;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/** The latest progress of each training, in the object store, and all of it on its topic. */
@Singleton
public class ProgressLog {
    /** CloudEvents source of all that this service sends. */
    public static final String SOURCE = "/thorax/training";

    private static final Logger LOG = Logger.getLogger(ProgressLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String PROGRESS = "/" + StorageKeys.PROGRESS;

    private final ObjectStore store;
    private final Consumer<Message<byte[]>> events;

    @Inject
    ProgressLog(ObjectStore store, @Channel("events") MutinyEmitter<byte[]> events) {
        this(store, event -> events.sendMessage(event).await().atMost(PATIENCE));
    }

    /** @param events sends an event, and waits a bounded time for it */
    public ProgressLog(ObjectStore store, Consumer<Message<byte[]>> events) {
        this.store = store;
        this.events = events;
    }

    /** The record that carries {@code progress}; a training's end always has the same CloudEvents id, other steps have their own. */
    public static Message<byte[]> record(TrainingProgress progress) {
        String step = progress.trainingId() + ":" + progress.state();
        String id =
                progress.state().isFinal() ? step : step + ":" + progress.at().toEpochMilli();
        return OutgoingRecords.event(progress, progress.trainingId(), id, SOURCE, progress.at());
    }

    /**
     * Returns the record that refuses a request under an id that stands for a training, or for none. Its CloudEvents id is
     * never that of the end of a training.
     */
    public static Message<byte[]> refusal(TrainingProgress refused) {
        String id = refused.trainingId() + ":REFUSED:" + refused.at().toEpochMilli();
        return OutgoingRecords.event(refused, refused.trainingId(), id, SOURCE, refused.at());
    }

    /** Makes the event that a training is in {@code state} now, with the figures of the {@code last} event of it, if there was one. */
    public static TrainingProgress after(
            TrainingProgress last, String trainingId, String recipe, State state, String message, Instant at) {
        return last == null
                ? new TrainingProgress(trainingId, state, recipe, 0, 0, null, null, null, message, at)
                : new TrainingProgress(
                        trainingId,
                        state,
                        recipe == null ? last.recipe() : recipe,
                        last.epoch(),
                        last.epochs(),
                        last.loss(),
                        last.validationLoss(),
                        last.validationAccuracy(),
                        message,
                        at);
    }

    /**
     * Writes that a training waits for a worker, unless it has begun.
     *
     * @return the progress to publish; empty if the training has begun
     */
    public Optional<TrainingProgress> queued(TrainingRequested request) {
        TrainingProgress queued = after(
                null,
                request.trainingId(),
                request.recipe(),
                State.QUEUED,
                "The training waits for its turn.",
                request.requestedAt());
        String key = StorageKeys.progress(request.trainingId());
        return store.putIfAbsent(key, Json.write(queued), "application/json")
                ? Optional.of(queued)
                : latest(request.trainingId()).filter(last -> last.state() == State.QUEUED);
    }

    /** Publishes a step on the way. A broker or store that does not answer holds no training up. */
    public void publish(TrainingProgress progress) {
        LOG.infof(
                "Training goes on trainingId=%s state=%s epoch=%d message=\"%s\"",
                progress.trainingId(), progress.state(), progress.epoch(), progress.message());
        try {
            keep(progress);
        } catch (StoreUnavailableException e) {
            late(progress, e);
        }
        send(progress);
    }

    private void send(TrainingProgress progress) {
        try {
            events.accept(record(progress));
        } catch (io.smallrye.mutiny.TimeoutException | KafkaException e) {
            late(progress, e);
        }
    }

    private static void late(TrainingProgress progress, RuntimeException reason) {
        LOG.warnf(
                "A progress event is late or lost trainingId=%s reason=\"%s\"",
                progress.trainingId(), reason.getMessage());
    }

    /** Writes {@code progress} as the latest one of its training. */
    public void keep(TrainingProgress progress) {
        store.put(StorageKeys.progress(progress.trainingId()), Json.write(progress), "application/json");
    }

    /** The latest progress of a training, or empty if none of that id is known. */
    public Optional<TrainingProgress> latest(String trainingId) {
        try {
            return Optional.of(Json.read(store.get(StorageKeys.progress(trainingId)), TrainingProgress.class));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    /** The latest progress of at most {@code most} trainings, the one that something was last heard of first. */
    public List<TrainingProgress> newest(int most) {
        return store.entries(StorageKeys.trainings()).stream()
                .filter(entry -> entry.key().endsWith(PROGRESS))
                .sorted(Comparator.comparing(ObjectStore.Entry::modified).reversed())
                .limit(most)
                .map(entry -> entry.key()
                        .substring(StorageKeys.trainings().length(), entry.key().length() - PROGRESS.length()))
                .flatMap(id -> latest(id).stream())
                .sorted(Comparator.comparing(TrainingProgress::at).reversed())
                .toList();
    }
}
