package dev.thorax.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.thorax.contracts.worker.WorkerExit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Explains in a sentence why a worker ended, by its exit code and the crash file of its JVM. */
public final class WorkerExitDiagnosis {
    /** Exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int HEAP = 3;

    private static final int SIGNAL = 128;
    private static final int SIGKILL = 9;
    private static final Pattern CRASH = Pattern.compile("#\\s+(SIG[A-Z]+) \\(0x");
    private static final Pattern LIBRARY = Pattern.compile("# Problematic frame:\\s*\\R#\\s*C\\s+\\[([^\\]+]+)");
    private static final String NO_MEMORY = "There is insufficient memory for the Java Runtime Environment";
    private static final String LESS = "or ask for it with a smaller data set or batch";

    private WorkerExitDiagnosis() {}

    /**
     * Explains the end of a worker without a last message.
     *
     * @param job what it worked on, e.g. {@code training}
     * @param exit its exit code; of a signal 128 more than its number
     * @param memory the size of its heap, as configured
     * @param crashFile where its JVM describes a crash
     */
    static WorkerCrashException of(String job, int exit, String memory, Path crashFile) {
        return of(job, exit, memory, text(crashFile));
    }

    /**
     * Explains the end of a worker without a last message.
     *
     * @param crash what its JVM wrote about a crash, or empty
     */
    public static WorkerCrashException of(String job, int exit, String memory, String crash) {
        if (exit == WorkerExit.LEASE_LOST || exit == WorkerExit.CANCELLED) {
            return WorkerCrashException.interruption("The " + job + " was interrupted (exit code " + exit + ").");
        }
        return crash(job, exit, memory, crash);
    }

    private static WorkerCrashException crash(String job, int exit, String memory, String crash) {
        Matcher signal = CRASH.matcher(crash);
        if (exit == HEAP) {
            return new WorkerCrashException(
                    "The " + job + " ran out of heap (" + memory + "); set thorax.training.worker.memory higher, "
                            + LESS + ".",
                    false);
        }
        if (crash.contains(NO_MEMORY)) {
            return new WorkerCrashException(
                    "The " + job + " got no more memory from the system; give the machine or container more, " + LESS
                            + ".",
                    true);
        }
        if (signal.find()) {
            return new WorkerCrashException(
                    "The " + job + " ended in native code (" + signal.group(1) + library(crash)
                            + "); the service's log says more, and another engine may do better.",
                    true);
        }
        if (exit == SIGNAL + SIGKILL) {
            return new WorkerCrashException(
                    "The " + job
                            + " was killed (signal 9), as the system does when memory runs out; give the machine or "
                            + "container more, set thorax.training.worker.memory lower, " + LESS + ".",
                    true);
        }
        return new WorkerCrashException(
                exit > SIGNAL
                        ? "The " + job + " was ended from outside or in native code (signal " + (exit - SIGNAL)
                                + "); the service's log says more."
                        : "The " + job + "'s process ended without a result (exit code " + exit
                                + "); the service's log says more.",
                true);
    }

    private static String library(String crash) {
        Matcher library = LIBRARY.matcher(crash);
        return library.find() ? " in " + library.group(1) : "";
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, ISO_8859_1) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
