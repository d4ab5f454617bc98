package dev.thorax.access.key;

/** The file of keys cannot be read or written. The message is a sentence for an operator. */
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeyFileException(String sentence) {
        super(sentence);
    }
}
