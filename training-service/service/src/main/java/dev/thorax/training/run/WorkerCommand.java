package dev.thorax.training.run;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.thorax.worker.process.Worker;

/**
 * How the JVM of a worker is started: the same Java and the same jars as this one.
 *
 * @param memory its heap, e.g. {@code 1g}
 * @param options more options of the JVM
 * @param environment variables to add to those of this process
 */
public record WorkerCommand(String memory, List<String> options, Map<String, String> environment) {
    static final String CRASH_FILE = "crash.log";

    /**
     * A process that is ready to start.
     *
     * @param folder for its temporary files
     */
    ProcessBuilder in(Path folder) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve(CRASH_FILE),
                "-Djava.io.tmpdir=" + folder,
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        command.addAll(options);
        command.add(Worker.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        // Not on the command line: ONNX Runtime crashes in native code when that is very long.
        builder.environment().put("CLASSPATH", classPath());
        return builder;
    }

    /** A packaged service lies in {@code app/}, its libraries in {@code lib/}; elsewhere the JVM knows where all is. */
    private static String classPath() {
        Path home = ownJar().toAbsolutePath().getParent().getParent();
        Path libraries = home.resolve("lib/main");
        return Files.isDirectory(libraries)
                ? String.join(":", home.resolve("app") + "/*", libraries + "/*", home.resolve("lib/boot") + "/*")
                : System.getProperty("java.class.path");
    }

    private static Path ownJar() {
        try {
            return Path.of(Worker.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
