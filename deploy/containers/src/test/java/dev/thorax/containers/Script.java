package dev.thorax.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Runs scripts of this folder.
 *
 * @param folder for their output
 * @param environment their variables; they have no others
 */
record Script(Path folder, Map<String, String> environment) {
    /** What a script did. */
    record Result(int status, String output) {}

    /** Runs a script to its end. */
    Result run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", null);
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                        Stream.of(Path.of(command[0]).toAbsolutePath().toString()),
                        List.of(command).subList(1, command.length).stream())
                .toList());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int status = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return new Result(status, Files.readString(output, UTF_8));
    }
}
