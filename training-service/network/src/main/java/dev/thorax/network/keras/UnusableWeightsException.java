package dev.thorax.network.keras;

/** Reports a weights file that cannot be read or does not fit its network. */
public final class UnusableWeightsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param sentence what is wrong with the file, why, and what to do; for a person
     */
    public UnusableWeightsException(String sentence) {
        super(sentence);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param sentence what is wrong with the file, why, and what to do; for a person
     * @param cause what the file's reader failed with
     */
    public UnusableWeightsException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
