package dev.thorax.training.event;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.reactive.messaging.Message;

/** Publishes events that no incoming record caused. */
public interface EventPublisher {
    /**
     * Publishes all of {@code records} or none, and returns once they are committed. After a failure it is unknown whether
     * they are: they must be published again under the same CloudEvents ids.
     *
     * @throws EventPublishingException if Kafka does not take them
     */
    void publish(List<Message<byte[]>> records);

    /**
     * Publishes all of {@code records}, unless an earlier call with the same first record has committed them.
     *
     * @param since a time (UTC) before that call
     * @throws EventPublishingException if Kafka does not answer or does not take them
     */
    void publishOnce(List<Message<byte[]>> records, Instant since);
}
