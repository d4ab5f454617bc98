package dev.thorax.training.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;

/**
 * Ends this process when the service is gone (its pipe closes, however it ended), or says nothing for as long as its lease
 * holds: then another replica may have taken the training up.
 */
final class Tether {
    /** Exit code of a worker whose service fell silent. */
    static final int SILENCE = 75;

    private static final long LOOK_MILLIS = 200;

    private final long leashNanos;
    private volatile long heard = System.nanoTime();

    private Tether(Duration leash) {
        this.leashNanos = leash.toNanos();
    }

    /** Ties this process to the lines that come out of {@code service}. */
    static void tie(BufferedReader service, Duration leash) {
        Tether tether = new Tether(leash);
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
        Runtime.getRuntime().halt(SILENCE);
    }

    private void haltInSilence() {
        try {
            while (System.nanoTime() - heard < leashNanos) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(SILENCE);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
