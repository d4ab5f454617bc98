package dev.thorax.servers;

import java.io.IOException;

/**
 * Ends its JVM when the parent is gone, as a Java agent. Standard input is a pipe from the parent, which closes however the parent ended.
 * The JVM ends first by its shutdown hooks, so that a broker flushes its log, and then by force.
 */
public final class ExitWithParentAgent {
    private static final long GRACE_MILLIS = 15_000;

    private ExitWithParentAgent() {}

    /** Starts the watch on the parent. The JVM calls this before the main class. */
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
