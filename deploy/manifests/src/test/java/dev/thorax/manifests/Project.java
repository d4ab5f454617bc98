package dev.thorax.manifests;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The files of the project that the tests run in. */
public final class Project {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private Project() {}

    /** Returns a file or folder of the project. */
    public static Path path(String name) {
        return ROOT.resolve(name);
    }

    /** Returns the text of a file. */
    public static String text(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the settings of a file of properties. */
    static Properties properties(String name) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path(name))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
