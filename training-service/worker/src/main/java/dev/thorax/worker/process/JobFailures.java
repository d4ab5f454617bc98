package dev.thorax.worker.process;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;

import dev.thorax.contracts.worker.FailureMessages;
import dev.thorax.network.engine.UnsupportedArchitectureException;
import dev.thorax.network.keras.UnusableWeightsException;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.worker.LocalFaultException;
import dev.thorax.worker.MissingInputException;
import dev.thorax.worker.TrainingException;

/** Explains failures of a job to a person. */
final class JobFailures {
    private JobFailures() {}

    /**
     * Returns why the job could not be done here and now; empty if it can never succeed.
     *
     * @param job what failed, e.g. {@code training}
     */
    static Optional<String> passing(String job, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof LocalFaultException) {
                return Optional.of(cause.getMessage());
            }
            if (cause instanceof StoreUnavailableException || cause instanceof FileSystemException) {
                return Optional.of("The " + job + " could not go on here: " + cause.getMessage());
            }
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains("No space left")) {
                return Optional.of(FailureMessages.of(job, cause));
            }
        }
        return Optional.empty();
    }

    /** Returns what is not there but may come, if that is why the job failed. */
    static Optional<MissingInputException> missing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MissingInputException missing) {
                return Optional.of(missing);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns one sentence about the first cause that a person can do something about.
     *
     * @param job what failed, e.g. {@code training}
     */
    static String sentence(String job, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TrainingException
                    || cause instanceof MissingInputException
                    || cause instanceof UnusableWeightsException
                    || cause instanceof UnsupportedArchitectureException) {
                return cause.getMessage();
            }
        }
        return FailureMessages.of(job, failure);
    }
}
