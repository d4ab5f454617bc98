package dev.thorax.training.run;

/** What runs workers cannot be reached, or refuses one. Its message is a sentence that says what to do. */
public final class WorkerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Describes why no worker can be had now. */
    public WorkerUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
