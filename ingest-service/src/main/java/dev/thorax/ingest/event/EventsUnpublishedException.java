package dev.thorax.ingest.event;

/** The broker did not acknowledge events. Whoever publishes them does it again later. */
public final class EventsUnpublishedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EventsUnpublishedException(Throwable cause) {
        super("The broker did not acknowledge events.", cause);
    }
}
