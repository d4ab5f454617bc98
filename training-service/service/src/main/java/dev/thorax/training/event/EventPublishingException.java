package dev.thorax.training.event;

/** Kafka did not confirm that events are published. The same call may succeed later. */
public final class EventPublishingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Names the cause. */
    public EventPublishingException(Throwable cause) {
        super("Kafka did not confirm the events: " + cause.getMessage(), cause);
    }
}
