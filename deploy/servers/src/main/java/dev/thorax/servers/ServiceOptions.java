package dev.thorax.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the options of the services' JVMs from the Java argument files in the folder {@code jvm} of the resources: one for
 * all services, and one for each with its heap. Every way to start a service uses these files.
 */
public final class ServiceOptions {
    private static final String COMMON = "services";

    private ServiceOptions() {}

    /** Returns the options of all services. */
    public static List<String> common() {
        return read(COMMON);
    }

    /** Returns the heap of a service, e.g. of {@code ingest-service}. */
    public static List<String> heapOf(String service) {
        return read(service);
    }

    private static List<String> read(String name) {
        String file = "/jvm/" + name + ".options";
        try (InputStream stream = ServiceOptions.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalArgumentException("There is no file " + file + " with the options of " + name + ".");
            }
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
