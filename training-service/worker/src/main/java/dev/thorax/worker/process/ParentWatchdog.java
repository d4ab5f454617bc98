package dev.thorax.worker.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;

import dev.thorax.contracts.worker.WorkerExit;

/**
 * Ends this process when its parent ends (its pipe closes), or is silent for as long as a lease holds: then another replica
 * may have taken the job.
 */
final class ParentWatchdog {
    private static final long LOOK_MILLIS = 200;
    private static final long CLEAN_UP_MILLIS = 1000;

    private final long timeoutNanos;
    private final Runnable cleanUp;
    private volatile long heard = System.nanoTime();

    private ParentWatchdog(Duration timeout, Runnable cleanUp) {
        this.timeoutNanos = timeout.toNanos();
        this.cleanUp = cleanUp;
    }

    /**
     * Ties this process to the lines that come out of {@code parent}.
     *
     * @param cleanUp runs at the end, for a second at most
     */
    static void tie(BufferedReader parent, Duration timeout, Runnable cleanUp) {
        ParentWatchdog watchdog = new ParentWatchdog(timeout, cleanUp);
        daemon("parent-watchdog", () -> watchdog.listen(parent));
        daemon("heartbeat-timeout", watchdog::haltInSilence);
    }

    private void listen(BufferedReader parent) {
        try {
            while (parent.readLine() != null) {
                heard = System.nanoTime();
            }
        } catch (IOException e) {
            // A broken pipe is the end, too.
        }
        end();
    }

    private void haltInSilence() {
        try {
            while (System.nanoTime() - heard < timeoutNanos) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    /** The parent that would clean up may be gone for ever; but a disk or store that hangs must not keep this process. */
    private void end() {
        try {
            daemon("clean-up", cleanUp).join(CLEAN_UP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(WorkerExit.PARENT_LOST);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
