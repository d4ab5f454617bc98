package dev.thorax.training.promotion;

/** Kafka does not say which versions serve; the same call may succeed later. */
public final class SlotsUnknown extends RuntimeException {
    private static final long serialVersionUID = 1;

    SlotsUnknown(String detail, Throwable cause) {
        super("Kafka does not say which versions serve: " + detail + ".", cause);
    }
}
