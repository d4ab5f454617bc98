package dev.thorax.onnx;

/** Thrown if a bundle is not what its manifest or its promotion names, so that trying again is in vain. */
public final class BrokenBundleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param sentence what is wrong */
    public BrokenBundleException(String sentence) {
        super(sentence);
    }

    /**
     * @param sentence what is wrong
     * @param cause why
     */
    public BrokenBundleException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
