package dev.thorax.training.run;

/** A worker ended without a last message. */
public final class WorkerCrashException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean retryable;
    private final boolean interruption;

    private WorkerCrashException(String sentence, boolean retryable, boolean interruption) {
        super(sentence);
        this.retryable = retryable;
        this.interruption = interruption;
    }

    /** Describes a crash. */
    public WorkerCrashException(String sentence, boolean retryable) {
        this(sentence, retryable, false);
    }

    /** Describes a worker that ended itself because it may not go on. */
    public static WorkerCrashException interruption(String sentence) {
        return new WorkerCrashException(sentence, true, true);
    }

    /** Returns whether the same job may succeed another time. */
    public boolean isRetryable() {
        return retryable;
    }

    /** Returns whether the worker ended itself because it may not go on, by no fault of the job. */
    public boolean isInterruption() {
        return interruption;
    }
}
