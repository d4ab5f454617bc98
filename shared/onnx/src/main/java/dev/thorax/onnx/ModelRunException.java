package dev.thorax.onnx;

/** Thrown if ONNX Runtime does not run a model, or the model does not give what its manifest names. */
public final class ModelRunException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param sentence what is wrong */
    public ModelRunException(String sentence) {
        super(sentence);
    }

    /**
     * @param sentence what is wrong
     * @param cause why
     */
    public ModelRunException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
