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

import dev.thorax.access.kafka.KafkaAccess;
import dev.thorax.access.kafka.KafkaOperation;
import dev.thorax.access.kafka.KafkaResource.Type;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks the settings of each channel of a service: those of the connector, overridden by the channel's own. They decide whether records
 * are lost or doubled.
 */
public final class ChannelSettings {
    private static final String CONNECTOR = "mp.messaging.connector.smallrye-kafka.";
    private static final Pattern CHANNEL = Pattern.compile("mp\\.messaging\\.(incoming|outgoing)\\.([^.]+)\\.(.+)");

    private static final String ONE_DAY_MILLIS = "86400000";

    private final String service;
    private final Map<String, Map<String, String>> channels;

    private ChannelSettings(String service, Map<String, Map<String, String>> channels) {
        this.service = service;
        this.channels = channels;
    }

    /** Reads the settings of the module that the test runs in. */
    public static ChannelSettings read() {
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
                // Who connects, and to whom, is the same for all clients of a service: kafka.*.
                assertThat(channel.group(3)).doesNotMatch("(bootstrap\\.|security\\.|sasl\\.|ssl\\.).*");
                channels.computeIfAbsent(channel.group(1) + "." + channel.group(2), unknown -> new TreeMap<>(common))
                        .put(channel.group(3), own.getProperty(name));
            }
        }
        return new ChannelSettings(own.getProperty("quarkus.application.name"), channels);
    }

    /** Fails unless the incoming channel reads committed records with these strategies, and waits until its topics fit. */
    public void assertConsumes(String channel, String commit, String failure, String reset) {
        assertThat(channels.get("incoming." + channel))
                .containsEntry("commit-strategy", commit)
                .containsEntry("failure-strategy", failure)
                .containsEntry("auto.offset.reset", reset)
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("cloud-events", "false")
                .containsEntry("pausable", "true")
                .containsEntry("pausable.initially-paused", "true")
                .containsEntry("pausable.late-subscription", "false")
                .containsEntry("allow.auto.create.topics", "false")
                .containsKeys("topic", "group.id")
                // Without these, 1,000 records of a megabyte may wait in memory.
                .containsKeys("max.poll.records", "fetch.max.bytes", "max-queue-size-factor");
        if (channels.get("incoming." + channel).containsKey("batch") && commit.equals("ignore")) {
            // A BatchHandler answers it: a record that ends the process must be found at the next start.
            assertThat(channels.get("incoming." + channel))
                    .containsEntry("consumer-rebalance-listener.name", "cautious-start");
        }
    }

    /**
     * Fails unless the outgoing channel waits for all replicas, and has transactions and a lazy client exactly if it blocks for a day.
     *
     * @param maxBlock value of {@code max.block.ms}, or null for Kafka's default
     */
    public void assertProduces(String channel, String maxBlock) {
        Map<String, String> settings = channels.get("outgoing." + channel);
        assertThat(settings)
                .containsEntry("acks", "all")
                .containsEntry("cloud-events", "false")
                .containsEntry("pausable", "false");
        assertThat(settings.get("max.block.ms")).isEqualTo(maxBlock);
        assertThat(settings.containsKey("transactional.id")).isEqualTo(ONE_DAY_MILLIS.equals(maxBlock));
        // A transactional producer that is not lazy keeps HTTP from coming up while there is no broker.
        assertThat(settings.get("lazy-client")).isEqualTo(ONE_DAY_MILLIS.equals(maxBlock) ? "true" : null);
    }

    /**
     * Fails unless the service has exactly these channels, as {@code incoming.NAME} or {@code outgoing.NAME}, and the rules of Kafka
     * allow them.
     */
    public void assertOnly(String... names) {
        assertThat(channels.keySet()).containsExactlyInAnyOrder(names);
        channels.forEach((name, settings) -> {
            boolean isIncoming = name.startsWith("incoming.");
            assertAllowed(Type.TOPIC, settings.get("topic"), isIncoming ? KafkaOperation.READ : KafkaOperation.WRITE);
            assertAllowed(Type.TOPIC, settings.get("topic"), KafkaOperation.DESCRIBE_CONFIGS);
            assertAllowed(Type.GROUP, settings.get("group.id"), KafkaOperation.READ);
            assertAllowed(Type.TRANSACTIONAL_ID, settings.get("transactional.id"), KafkaOperation.WRITE);
        });
    }

    private void assertAllowed(Type type, String name, KafkaOperation operation) {
        assertThat(name == null
                        || KafkaAccess.of(service).rulesOf(service).stream()
                                .anyMatch(rule -> rule.operation() == operation
                                        && rule.resource().matches(type, name)))
                .as("access.yaml allows %s to %s the %s %s", service, operation, type, name)
                .isTrue();
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
