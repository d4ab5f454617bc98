package dev.thorax.worker.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Ends this process when the service is gone (its pipe closes, however it ended), or says nothing for as long as its lease
 * holds: then another replica may have taken the training up.
 */
public final class ParentWatchdog {
    /** Exit code of a worker whose service fell silent. */
    public static final int SILENCE = 75;

    private static final long LOOK_MILLIS = 200;
    private static final long SWEEP_MILLIS = 1000;

    private final long leashNanos;
    private final Path folder;
    private volatile long heard = System.nanoTime();

    private ParentWatchdog(Duration leash, Path folder) {
        this.leashNanos = leash.toNanos();
        this.folder = folder;
    }

    /** Ties this process to the lines that come out of {@code service}; {@code folder} is removed at the end. */
    static void tie(BufferedReader service, Duration leash, Path folder) {
        ParentWatchdog tether = new ParentWatchdog(leash, folder);
        daemon("tether", () -> tether.listen(service));
        daemon("leash", tether::haltInSilence);
    }

    private void listen(BufferedReader service) {
        try {
            while (service.readLine() != null) {
                heard = System.nanoTime();
            }
        } catch (IOException e) {
            // A broken pipe is the end, too.
        }
        end();
    }

    private void haltInSilence() {
        try {
            while (System.nanoTime() - heard < leashNanos) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    /** The service that would remove the folder may be gone for ever; but a disk that hangs must not keep this process. */
    private void end() {
        try {
            daemon("sweeper", () -> TempFolder.delete(folder)).join(SWEEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(SILENCE);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
