package dev.thorax.onnx;

/**
 * Thrown if a bundle cannot be used as it is. If it is a {@link BundleNotReadyException}, its files may still arrive. Else
 * trying again is in vain.
 */
public class BrokenBundleException extends RuntimeException {
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
