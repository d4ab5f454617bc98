package dev.thorax.worker.process;

import dev.thorax.contracts.worker.FailureMessages;
import dev.thorax.network.engine.UnsupportedArchitectureException;
import dev.thorax.network.keras.UnusableWeightsException;
import dev.thorax.worker.TrainingException;

/** Explains failures of a job to a person. */
final class JobFailures {
    private JobFailures() {}

    /**
     * Returns one sentence about the first cause that a person can do something about.
     *
     * @param job what failed, e.g. {@code training}
     */
    static String sentence(String job, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TrainingException
                    || cause instanceof UnusableWeightsException
                    || cause instanceof UnsupportedArchitectureException) {
                return cause.getMessage();
            }
        }
        return FailureMessages.of(job, failure);
    }
}
