package dev.thorax.ingest.decode;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/** Holds one decoder process, and replaces it after its end. One thread at a time may use it. */
@SuppressWarnings("try") // A watch acts until it is closed. Its body does not name it.
final class DecoderSlot {
    private static final Duration START = Duration.ofMinutes(2);

    private final DecoderCommand command;
    private final DecoderWatch watch;
    private final Executor starter;
    private volatile CompletableFuture<DecoderProcess> process;

    /** Why the last process did not start, or null if it did. */
    private volatile @Nullable String fault;

    /** Starts a process on a thread of {@code starter}. */
    DecoderSlot(DecoderCommand command, DecoderWatch watch, Executor starter) {
        this.command = command;
        this.watch = watch;
        this.starter = starter;
        replace();
    }

    /**
     * Returns the process when it can take a picture. If it has ended or could not be started, a new one is started first.
     *
     * @throws DecoderUnavailableException if no process can be started
     */
    DecoderProcess process() {
        replaceIfEnded();
        try {
            return process.join();
        } catch (CompletionException e) {
            throw new DecoderUnavailableException(
                    "The process that decodes pictures does not start ("
                            + e.getCause().getMessage()
                            + "); look for its cause in the log of ingest. Scans wait until it starts.",
                    e.getCause());
        }
    }

    /** Returns why no process starts, or null if one did. If the last one has ended, one is started in the background. */
    @Nullable
    String fault() {
        replaceIfEnded();
        return fault;
    }

    private synchronized void replaceIfEnded() {
        if (process.isCompletedExceptionally()
                || process.isDone() && !process.join().isAlive()) {
            replace();
        }
    }

    /** Ends the process, if there is one. */
    void kill() {
        process.thenAccept(DecoderProcess::kill);
    }

    /** Starts a new process in the background in place of one that has ended. */
    synchronized void replace() {
        process = CompletableFuture.supplyAsync(this::start, starter);
    }

    private DecoderProcess start() {
        try {
            DecoderProcess started = DecoderProcess.start(command);
            try (DecoderWatch.Watched watched = watch.begin(started, new DecodeLimits(START, command.heapMib()))) {
                started.awaitReady();
            }
            fault = null;
            return started;
        } catch (IOException | DecoderDiedException e) {
            fault = e.getMessage();
            throw new CompletionException(e);
        }
    }
}
