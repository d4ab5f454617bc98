package dev.thorax.training.promotion;

/** A version can never serve. The message is one sentence for the person who asked. */
final class UnusableVersionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableVersionException(String sentence) {
        super(sentence);
    }
}
