package dev.thorax.runtime.kafka;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.Quarkus;
import org.jboss.logging.Logger;

/** Ends the process after an error that a new process does not have, such as memory that ran out. */
@ApplicationScoped
public class FatalErrors {
    private static final Logger LOG = Logger.getLogger(FatalErrors.class);
    private static final int FAILURE = 1;

    private final Runnable exit;
    private volatile boolean exiting;

    /** Ends the process by Quarkus's exit. */
    public FatalErrors() {
        this(() -> Quarkus.asyncExit(FAILURE));
    }

    FatalErrors(Runnable exit) {
        this.exit = exit;
    }

    /** Ends the process if an {@link Error} other than an overflow of the stack is the cause of {@code failure}. */
    public void exitAfter(Throwable failure) {
        BatchFailures.fatal(failure).ifPresent(error -> {
            LOG.error("An error of the JVM ends this instance; nothing is lost, start it again.", error);
            exiting = true;
            exit();
        });
    }

    /** Ends the process in order. What is not committed comes again. */
    public void exit() {
        exit.run();
    }

    /** Returns whether an error ends the process, of which the record in work may be the cause. */
    boolean isExiting() {
        return exiting;
    }
}
