package dev.thorax.training.run;

/** A run ended before its job did. The job stays open and is run again, here or by another replica. */
final class RunInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RunInterruptedException(String cause) {
        super(cause + "; the job is run again.");
    }
}
