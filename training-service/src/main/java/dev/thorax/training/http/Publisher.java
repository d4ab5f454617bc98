package dev.thorax.training.http;

import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Channel;

import dev.thorax.events.Outgoing;
import dev.thorax.training.service.ProgressLog;

/** Writes to the topics on behalf of those who have HTTP only. */
@Singleton
class Publisher {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MutinyEmitter<byte[]> events;

    Publisher(@Channel("events") MutinyEmitter<byte[]> events) {
        this.events = events;
    }

    /**
     * Sends an event.
     *
     * @param key of its record
     * @param id of the CloudEvent
     * @return whether Kafka has it; if not, it may get it yet
     */
    boolean publish(Record event, String key, String id, Instant time) {
        try {
            events.sendMessage(Outgoing.event(event, key, id, ProgressLog.SOURCE, time))
                    .await()
                    .atMost(PATIENCE);
            return true;
        } catch (TimeoutException | KafkaException e) {
            return false;
        }
    }
}
