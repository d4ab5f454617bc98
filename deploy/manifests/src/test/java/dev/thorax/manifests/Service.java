package dev.thorax.manifests;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.thorax.runtime.config.ConfigSections;

/** The services as the code has them. */
public enum Service {
    /** Stores scans. */
    INGEST("ingest", "ingest-service", dev.thorax.ingest.config.ConfigSectionsProducer.SECTIONS),
    /** Trains and promotes. */
    TRAINING("training", "training-service/service", dev.thorax.training.config.ConfigSectionsProducer.SECTIONS),
    /** Scores scans. */
    INFERENCE("inference", "inference-service", dev.thorax.inference.config.ConfigSectionsProducer.SECTIONS),
    /** Explains diagnoses. */
    EXPLAIN("explain", "explain-service", dev.thorax.explain.config.ConfigSectionsProducer.SECTIONS);

    private static final Pattern CHANNEL = Pattern.compile("mp\\.messaging\\.(incoming|outgoing)\\.([^.]+)\\.(.+)");
    private static final Pattern HEAP = Pattern.compile("(?m)^-Xmx(\\d+)m$");

    private final String shortName;
    private final ConfigSections sections;
    private final Properties properties;

    Service(String shortName, String folder, ConfigSections sections) {
        this.shortName = shortName;
        this.sections = sections;
        this.properties = Project.properties(folder + "/src/main/resources/application.properties");
    }

    /** Returns the service of a workload's name, e.g. {@code ingest-service}. */
    public static Optional<Service> of(String name) {
        return Arrays.stream(values())
                .filter(service -> service.fullName().equals(name))
                .findFirst();
    }

    /** Returns its name, e.g. {@code ingest-service}. */
    public String fullName() {
        return shortName + "-service";
    }

    /** Returns the name of its user at the broker and of its account at the store, e.g. {@code thorax-ingest}. */
    public String user() {
        return "thorax-" + shortName;
    }

    /** Returns the keys that it has. */
    public ConfigSections sections() {
        return sections;
    }

    /** Returns the settings that are built in. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    /** Returns the number of its HTTP or management port. */
    public int port(String name) {
        return Integer.parseInt(properties.getProperty("quarkus." + name + ".port"));
    }

    /** Returns how long it waits for requests that are in work when it stops. */
    public Duration drain() {
        return Duration.parse("PT" + properties.getProperty("quarkus.shutdown.timeout", "0s"));
    }

    /** Returns the channels of a direction, each with its own settings by their names. */
    public Map<String, Map<String, String>> channels(String direction) {
        Map<String, Map<String, String>> channels = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> {
            Matcher channel = CHANNEL.matcher(name);
            if (channel.matches() && channel.group(1).equals(direction)) {
                channels.computeIfAbsent(channel.group(2), unknown -> new TreeMap<>())
                        .put(channel.group(3), properties.getProperty(name));
            }
        });
        return channels;
    }

    /** Returns whether it writes in Kafka transactions, which have the name of its instance. */
    public boolean isTransactional() {
        return channels("outgoing").values().stream().anyMatch(channel -> channel.containsKey("transactional.id"));
    }

    /** Returns its heap in MiB. */
    public int heapMib() {
        Matcher heap = HEAP.matcher(Project.text("deploy/servers/src/main/resources/jvm/" + fullName() + ".options"));
        if (!heap.find()) {
            throw new IllegalStateException("The options of " + fullName() + " have no heap.");
        }
        return Integer.parseInt(heap.group(1));
    }
}
