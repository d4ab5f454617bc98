package dev.thorax.local;

/** Something outside is not as it must be; the message is one sentence that says what to do. */
final class CannotRun extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotRun(String sentence) {
        super(sentence);
    }
}
