package dev.thorax.contracts.event;

/** This promotion can never be decided as it was asked for; the message is one sentence for the person who asked. */
public final class PromotionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PromotionException(String sentence) {
        super(sentence);
    }
}
