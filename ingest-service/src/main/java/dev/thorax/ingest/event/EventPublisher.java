package dev.thorax.ingest.event;

import java.util.List;

import org.eclipse.microprofile.reactive.messaging.Message;

/** Publishes events that answer no record. */
@FunctionalInterface
public interface EventPublisher {
    /**
     * Publishes events. Returns when the broker has all of them. If it fails, it may have some.
     *
     * @throws EventsUnpublishedException if the broker does not acknowledge one
     */
    void publish(List<Message<byte[]>> events);
}
