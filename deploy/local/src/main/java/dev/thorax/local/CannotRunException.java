package dev.thorax.local;

/** Something outside is not as it must be; the message is one sentence that says what to do. */
final class CannotRunException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotRunException(String sentence) {
        super(sentence);
    }
}
