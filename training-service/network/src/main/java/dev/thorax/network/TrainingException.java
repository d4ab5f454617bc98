package dev.thorax.network;

/** This training can never succeed as it was asked for; the message is one sentence for the person who asked. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Refuses a training.
     *
     * @param sentence what, why and what to do; no patient identifier
     */
    public TrainingException(String sentence) {
        super(sentence);
    }
}
