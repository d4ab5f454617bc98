package dev.thorax.servers;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/** Runs a child JVM that writes to a log file and ends with this JVM. */
public final class ChildJvm implements AutoCloseable {
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);
    /** Lines of a log in a message. */
    private static final int LINES = 15;

    // glibc gives each thread an arena of its own, up to eight a core, and returns little of what was used there.
    private static final Map<String, String> ARENAS = Map.of("MALLOC_ARENA_MAX", "2");
    // Holds on to the processes: the pipe to a child closes when nothing refers to it any more.
    private static final Set<ChildJvm> RUNNING = ConcurrentHashMap.newKeySet();

    private final String name;
    private final Process process;
    private final Path log;

    private ChildJvm(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code java} of the running JDK.
     *
     * @param name for messages
     * @param log where its output is appended
     * @param arguments options, class path or jar, main class and its arguments
     */
    public static ChildJvm start(String name, Path log, List<String> arguments) {
        return start(name, log, arguments, Map.of());
    }

    /** Starts it with {@code environment} in addition to the variables of this JVM. */
    public static ChildJvm start(String name, Path log, List<String> arguments, Map<String, String> environment) {
        return start(name, log, arguments, environment, status -> {});
    }

    /** Starts it with the archive of the classes of its program, or so that it writes the archive when it ends. */
    static ChildJvm start(
            String name, Path log, ClassArchive archive, List<String> arguments, Map<String, String> environment) {
        List<String> all = new ArrayList<>(archive.options());
        all.addAll(arguments);
        return start(name, log, all, environment, archive::ended);
    }

    private static ChildJvm start(
            String name, Path log, List<String> arguments, Map<String, String> environment, IntConsumer ended) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-javaagent:" + agentJar());
        command.addAll(arguments);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(ARENAS);
            builder.environment().putAll(environment);
            Process process = builder.start();
            ChildJvm child = new ChildJvm(name, process, log);
            RUNNING.add(child);
            process.onExit().thenAccept(end -> {
                RUNNING.remove(child);
                ended.accept(end.exitValue());
            });
            return child;
        } catch (IOException e) {
            throw new StartFailedException("Could not start " + name + ": " + e.getMessage() + ".", e);
        }
    }

    /** Waits until {@code ready} holds. Throws {@link StartFailedException} if the child ends or time runs out. */
    public void awaitReady(BooleanSupplier ready, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new StartFailedException(name + " ended while starting (exit " + process.exitValue()
                        + "); its log " + log + " ends:\n" + tail());
            }
            if (System.nanoTime() > deadline) {
                throw new StartFailedException(name + " did not answer within " + atMost.toSeconds() + " s; its log "
                        + log + " ends:\n" + tail());
            }
            pause();
        }
    }

    /** Returns the file to which its output goes. */
    public Path log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it by SIGKILL: nothing is flushed, no hook runs. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Sends SIGTERM without waiting. */
    public void terminate() {
        process.destroy();
    }

    /** Ends it by SIGTERM, and by SIGKILL after 20 s. */
    @Override
    public void close() {
        process.destroy();
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(STOP_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the last lines of the log without stack frames, which would leave no room for the cause. */
    String tail() {
        List<String> lines = lines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    /** Returns the first lines of the log that name an error, without stack frames. */
    String errors() {
        return lines().stream()
                .filter(line -> line.contains(" ERROR "))
                .limit(LINES)
                .collect(Collectors.joining("\n"));
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
                    .toList();
        } catch (IOException e) {
            return List.of("(unreadable: " + e.getMessage() + ")");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailedException("Interrupted while starting.", e);
        }
    }

    private static Path agentJar() {
        try {
            return Path.of(ExitWithParentAgent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
