package dev.thorax.manifests.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The keys of Quarkus that can be set at run time, as its extensions declare them, and those of Kafka's clients. */
final class KnownKeys {
    private static final String ROOTS = "META-INF/quarkus-config-roots.list";
    private static final Set<String> VARIABLES =
            Stream.concat(quarkus(), kafka()).map(KnownKeys::variable).collect(Collectors.toUnmodifiableSet());

    private KnownKeys() {}

    /** Returns whether an environment variable sets such a key. */
    static boolean isKnown(String variable) {
        return VARIABLES.contains(variable);
    }

    /** Returns the environment variable that sets a key. */
    static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Stream<String> kafka() {
        return Stream.of(ConsumerConfig.configNames(), ProducerConfig.configNames())
                .flatMap(Set::stream)
                .map(name -> "kafka." + name);
    }

    private static Stream<String> quarkus() {
        return roots().stream()
                .filter(root -> root.isAnnotationPresent(ConfigMapping.class))
                .filter(root -> root.getAnnotation(ConfigRoot.class).phase() == ConfigPhase.RUN_TIME)
                .flatMap(root -> ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(
                                root, root.getAnnotation(ConfigMapping.class).prefix()))
                        .keySet()
                        .stream());
    }

    private static List<Class<?>> roots() {
        try {
            List<URL> lists = Collections.list(KnownKeys.class.getClassLoader().getResources(ROOTS));
            return lists.stream()
                    .flatMap(KnownKeys::lines)
                    .<Class<?>>map(KnownKeys::type)
                    .filter(root -> root.isAnnotationPresent(ConfigRoot.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(URL list) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(list.openStream(), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, KnownKeys.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
