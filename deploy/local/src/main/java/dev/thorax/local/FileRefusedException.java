package dev.thorax.local;

/** Reports that one file cannot be sent although others can. The message is a sentence with the reason. */
final class FileRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FileRefusedException(String sentence) {
        super(sentence);
    }
}
