package dev.thorax.onnx;

/**
 * Thrown if the object store does not hold a file of a bundle, or holds other bytes than the manifest or the promotion names.
 * A store that copies objects late gives it later, so the same call may succeed.
 */
public final class BundleNotReadyException extends BrokenBundleException {
    private static final long serialVersionUID = 1;

    /** @param sentence what is missing or different */
    public BundleNotReadyException(String sentence) {
        super(sentence);
    }

    /**
     * @param sentence what is missing or different
     * @param cause why
     */
    public BundleNotReadyException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
