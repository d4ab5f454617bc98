package dev.thorax.local;

/** Reports that the run cannot go on for a reason outside of the program. The message is one sentence with what to do. */
final class CannotRunException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotRunException(String sentence) {
        super(sentence);
    }
}
