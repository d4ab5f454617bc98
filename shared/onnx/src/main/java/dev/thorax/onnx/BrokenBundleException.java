package dev.thorax.onnx;

/** A model's bundle is not what its manifest or its promotion says; the message is one sentence. Trying again is in vain. */
public final class BrokenBundleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BrokenBundleException(String sentence) {
        super(sentence);
    }

    public BrokenBundleException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
