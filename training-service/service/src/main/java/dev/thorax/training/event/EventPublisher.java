package dev.thorax.training.event;

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
}
