package dev.thorax.worker;

/** Reports a training that can never succeed as it was requested. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param sentence what, why and what to do, for the person who requested it; no patient identifier
     */
    public TrainingException(String sentence) {
        super(sentence);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param sentence what, why and what to do, for the person who requested it; no patient identifier
     * @param cause what made it impossible
     */
    public TrainingException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
