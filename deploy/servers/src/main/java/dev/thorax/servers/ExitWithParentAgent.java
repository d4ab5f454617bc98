package dev.thorax.servers;

import java.io.IOException;

/**
 * A Java agent that ends its JVM when its parent is gone: standard input is a pipe from the parent, and closes with it
 * however the parent ended. First in good order, so that a broker flushes its log, then by force.
 */
public final class ExitWithParentAgent {
    private static final long GRACE_MILLIS = 15_000;

    private ExitWithParentAgent() {}

    /** Called by the JVM before the main class. */
    public static void premain(String arguments) {
        daemon("tether", ExitWithParentAgent::exitAtEndOfInput).start();
    }

    private static void exitAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // The parent sends nothing; only the end counts.
            }
        } catch (IOException e) {
            // A broken pipe is the end, too.
        }
        daemon("tether-halt", ExitWithParentAgent::haltAfterGrace).start();
        System.exit(0);
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
