package dev.thorax.worker.process;

import java.io.IOException;

import dev.thorax.network.engine.UnsupportedArchitectureException;
import dev.thorax.network.keras.UnusableWeightsException;
import dev.thorax.worker.TrainingException;

/** What to tell a person of a failure. */
public final class FailureMessages {
    private FailureMessages() {}

    /** One sentence about the first cause that a person can do something about. */
    public static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isSentence(cause)) {
                return cause.getMessage();
            }
            if (cause instanceof OutOfMemoryError) {
                return "The training ran out of memory; set thorax.training.worker.memory higher, or ask for it with a "
                        + "smaller data set.";
            }
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains("No space left")) {
                return "The disk is full (" + cause.getMessage()
                        + "); make room, or set thorax.training.worker.folder to a folder with more.";
            }
        }
        return "The training failed by an error of the program ("
                + failure.getClass().getSimpleName() + "); the service's log says more.";
    }

    private static boolean isSentence(Throwable cause) {
        return cause instanceof TrainingException
                || cause instanceof UnusableWeightsException
                || cause instanceof UnsupportedArchitectureException;
    }
}
