package dev.thorax.contracts.worker;

import java.io.IOException;

/** Explains failures of a job to a person. */
public final class FailureMessages {
    private FailureMessages() {}

    /** Returns one sentence about why no worker could be started for a job such as {@code training}. */
    public static String ofStart(String job, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                String message = cause.getMessage();
                return "No worker could be started for the " + job + " ("
                        + (message == null ? cause.getClass().getSimpleName() : message)
                        + "); make room on this machine, or give it more memory and processes.";
            }
        }
        return "No worker could be started for the " + job + " ("
                + failure.getClass().getSimpleName() + "); the service's log says more.";
    }

    /**
     * Returns one sentence about the first cause that a person can do something about.
     *
     * @param job what failed, e.g. {@code training}
     */
    public static String of(String job, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return "The " + job
                        + " ran out of memory; set thorax.training.worker.memory higher, or ask for it with a "
                        + "smaller data set.";
            }
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains("No space left")) {
                return "The disk is full (" + cause.getMessage()
                        + "); make room, or set thorax.training.worker.folder to a folder with more.";
            }
        }
        return "The " + job + " failed by an error of the program ("
                + failure.getClass().getSimpleName() + "); the service's log says more.";
    }
}
