package dev.thorax.monitoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

/** Runs the program {@code promtool} of Prometheus. Where there is none the test is skipped, with a line in the output. */
final class Promtool {
    private Promtool() {}

    /** Returns what it says; throws {@link AssertionError} with that if it finds a fault. */
    static String run(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            System.out.println("SKIPPED: there is no promtool, so " + String.join(" ", arguments) + " was not done.");
            Assumptions.abort("There is no promtool; install Debian's package prometheus.");
            throw e;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
        return output;
    }
}
