package dev.thorax.testing.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of each channel of a service: those of the connector, overridden by the channel's own. */
public final class ChannelSettings {
    private static final String CONNECTOR = "mp.messaging.connector.smallrye-kafka.";
    private static final Pattern CHANNEL = Pattern.compile("mp\\.messaging\\.(incoming|outgoing)\\.([^.]+)\\.(.+)");

    private ChannelSettings() {}

    /** Reads the settings of the module that the test runs in, by {@code incoming.NAME} or {@code outgoing.NAME}. */
    public static Map<String, Map<String, String>> read() {
        Properties own = load(Path.of("src", "main", "resources", "application.properties"));
        Map<String, String> common = new TreeMap<>();
        Properties shared = shared();
        shared.stringPropertyNames().stream()
                .filter(name -> name.startsWith(CONNECTOR))
                .forEach(name -> common.put(name.substring(CONNECTOR.length()), shared.getProperty(name)));
        Map<String, Map<String, String>> channels = new TreeMap<>();
        for (String name : own.stringPropertyNames()) {
            Matcher channel = CHANNEL.matcher(name);
            if (channel.matches()) {
                channels.computeIfAbsent(channel.group(1) + "." + channel.group(2), unknown -> new TreeMap<>(common))
                        .put(channel.group(3), own.getProperty(name));
            }
        }
        return channels;
    }

    private static Properties shared() {
        Properties properties = new Properties();
        try {
            for (URL file : Collections.list(Thread.currentThread()
                    .getContextClassLoader()
                    .getResources("META-INF/microprofile-config.properties"))) {
                try (InputStream in = file.openStream()) {
                    properties.load(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
