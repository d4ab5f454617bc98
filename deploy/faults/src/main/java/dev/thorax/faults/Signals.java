package dev.thorax.faults;

import java.io.IOException;

/** Sends signals to processes. */
final class Signals {
    private Signals() {}

    /** Stops a process without ending it. */
    static void freeze(long pid) {
        send("-STOP", pid);
    }

    /** Lets a frozen process go on. */
    static void thaw(long pid) {
        send("-CONT", pid);
    }

    /** Lets a JVM write its threads to its output. */
    static void printThreads(long pid) {
        send("-QUIT", pid);
    }

    private static void send(String signal, long pid) {
        try {
            // A process that has just ended gets no signal. Its supervisor starts the next one.
            new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("The command kill could not be started.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
