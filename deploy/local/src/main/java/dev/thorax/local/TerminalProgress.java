package dev.thorax.local;

import java.io.PrintStream;
import java.time.Duration;

/** Prints what happens on the terminal, with the time since the start. */
final class TerminalProgress {
    private final PrintStream out;
    private final long start = System.nanoTime();

    TerminalProgress(PrintStream out) {
        this.out = out;
    }

    synchronized void say(String sentence) {
        Duration since = Duration.ofNanos(System.nanoTime() - start);
        out.printf("%3d:%02d  %s%n", since.toMinutes(), since.toSecondsPart(), sentence);
        out.flush();
    }
}
