package dev.thorax.model;

/** A model's bundle is not what its manifest or its promotion says; the message is one sentence. Trying again is in vain. */
public final class BrokenBundle extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BrokenBundle(String sentence) {
        super(sentence);
    }

    public BrokenBundle(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
