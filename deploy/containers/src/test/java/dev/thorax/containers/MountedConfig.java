package dev.thorax.containers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gives a container its settings as docs/operations.md says: secrets in a file of a folder that is mounted, all others as variables.
 *
 * @param folder folder on this machine, whose files the user of the container owns
 * @param environment variables of the container
 */
record MountedConfig(Path folder, Map<String, String> environment) {
    static final String IN_THE_CONTAINER = "/etc/thorax";

    private static final String SECRETS = "secrets.properties";
    private static final Pattern SECRET = Pattern.compile(".*(key|secret|jaas).*");

    /** Writes the files. A setting that names a file gets a copy of it. */
    static MountedConfig write(Path folder, Map<String, String> settings) {
        Map<String, String> environment = new TreeMap<>();
        Properties secrets = new Properties();
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                String value = inTheContainer(folder, setting.getValue());
                if (SECRET.matcher(setting.getKey()).matches()) {
                    secrets.setProperty(setting.getKey(), value);
                } else {
                    environment.put(variable(setting.getKey()), value);
                }
            }
            environment.put("QUARKUS_CONFIG_LOCATIONS", IN_THE_CONTAINER + "/" + SECRETS);
            try (OutputStream out = Files.newOutputStream(folder.resolve(SECRETS))) {
                secrets.store(out, null);
            }
            giveToContainer(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MountedConfig(folder.toAbsolutePath(), environment);
    }

    /** Returns the variable that sets a key. */
    static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String inTheContainer(Path folder, String value) throws IOException {
        if (!value.startsWith("/") || !Files.isRegularFile(Path.of(value))) {
            return value;
        }
        Path file = Path.of(value);
        Files.copy(file, folder.resolve(file.getFileName()));
        return IN_THE_CONTAINER + "/" + file.getFileName();
    }

    private static void giveToContainer(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
                Files.setAttribute(file, "unix:uid", Restrictions.UID);
            }
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
        Files.setAttribute(folder, "unix:uid", Restrictions.UID);
    }
}
