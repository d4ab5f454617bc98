package dev.thorax.local;

/** One file cannot be sent, but others can; the message is a sentence that says why. */
final class FileRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FileRefusedException(String sentence) {
        super(sentence);
    }
}
