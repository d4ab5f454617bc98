package dev.thorax.training.progress;

import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.runtime.http.EventFeed;
import dev.thorax.runtime.http.ServerEvent;
import dev.thorax.runtime.kafka.ProgressRecords;

/** Streams the live progress of all trainings on all replicas. */
@Singleton
public class ProgressFeed {
    private static final String PROGRESS = "progress";

    private final EventFeed<TrainingProgress> feed = new EventFeed<>();

    /**
     * Returns a stream of {@code progress} events that ends when the service stops.
     *
     * @param current reads the progress to begin with; may block
     * @param filter selects the later progress
     */
    public Multi<ServerEvent> stream(Supplier<Stream<TrainingProgress>> current, Predicate<TrainingProgress> filter) {
        return feed.stream(current, filter, progress -> ServerEvent.of(PROGRESS, progress));
    }

    @Incoming("progress")
    void take(byte[] record) {
        ProgressRecords.read(record).ifPresent(feed::publish);
    }

    void stop(@Observes ShutdownEvent stopping) {
        feed.close();
    }
}
