package dev.thorax.ingest.event;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Publishes outside of transactions, so an event may come twice. */
@ApplicationScoped
class KafkaEventPublisher implements EventPublisher {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final MutinyEmitter<byte[]> emitter;

    KafkaEventPublisher(@Channel("events") MutinyEmitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    @Override
    public void publish(List<Message<byte[]>> events) {
        if (events.isEmpty()) {
            return;
        }
        List<Uni<Void>> sent = events.stream().map(emitter::sendMessage).toList();
        try {
            Uni.join().all(sent).andFailFast().await().atMost(TIMEOUT);
        } catch (RuntimeException e) {
            // The connector may throw any kind of failure.
            throw new EventsUnpublishedException(e);
        }
    }
}
