package dev.thorax.training.api;

import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Channel;

import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.training.progress.ProgressLog;

/** Writes to the topics on behalf of those who have HTTP only. */
@Singleton
class RequestPublisher {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MutinyEmitter<byte[]> events;

    RequestPublisher(@Channel("events") MutinyEmitter<byte[]> events) {
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
            events.sendMessage(OutgoingRecords.event(event, key, id, ProgressLog.SOURCE, time))
                    .await()
                    .atMost(PATIENCE);
            return true;
        } catch (TimeoutException | KafkaException e) {
            return false;
        }
    }
}
