package dev.thorax.training.promotion;

/** This promotion can never be decided as it was asked for; the message is one sentence for the person who asked. */
public final class CannotPromote extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotPromote(String sentence) {
        super(sentence);
    }
}
