package dev.thorax.training.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Builds the command that starts the JVM of a worker: the Java of this service and the jars of the worker.
 *
 * @param home the worker's folder
 * @param memory its heap, e.g. {@code 1g}
 * @param options more options of the JVM
 * @param environment variables to add to those of this process that do not configure it
 */
public record WorkerCommand(WorkerHome home, String memory, List<String> options, Map<String, String> environment) {
    static final String CRASH_FILE = "crash.log";

    private static final List<String> OF_SERVICES =
            List.of("THORAX_", "KAFKA_", "QUARKUS_", "MP_MESSAGING_", "SMALLRYE_");

    /**
     * Returns a process that is ready to start.
     *
     * @param folder for its temporary files
     * @param order key of the order
     */
    ProcessBuilder process(Path folder, String order) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve(CRASH_FILE),
                "-Djava.io.tmpdir=" + folder,
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        command.addAll(options);
        command.add(home.description().mainClass());
        command.add(order);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(WorkerCommand::configuresServices);
        builder.environment().putAll(home.description().environment());
        builder.environment().putAll(environment);
        // Not on the command line: ONNX Runtime crashes in native code when that is very long.
        builder.environment().put("CLASSPATH", home.classPath());
        return builder;
    }

    /** Returns whether a variable configures this service. A worker gets its settings from it, and never its secrets and keys. */
    static boolean configuresServices(String variable) {
        String name = variable.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return OF_SERVICES.stream().anyMatch(name::startsWith);
    }
}
