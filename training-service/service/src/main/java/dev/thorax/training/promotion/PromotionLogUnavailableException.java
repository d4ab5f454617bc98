package dev.thorax.training.promotion;

/** Thrown if Kafka cannot be read to find which versions serve; the same call may succeed later. */
public final class PromotionLogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PromotionLogUnavailableException(String detail, Throwable cause) {
        super("Kafka does not say which versions serve: " + detail + ".", cause);
    }
}
