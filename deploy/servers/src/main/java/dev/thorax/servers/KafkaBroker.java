package dev.thorax.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Runs one Kafka broker with its own KRaft controller, which listens on the loopback address only. */
public final class KafkaBroker implements AutoCloseable {
    private static final String CLUSTER_ID = "dGhvcmF4LWVtYmVkZGVkLQ";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("log.cleaner.dedupe.buffer.size", "16777216"));

    private final Path folder;
    private final int port;
    private final int controllerPort;
    private final Map<String, String> more;
    private volatile ChildJvm jvm;

    private KafkaBroker(Path folder, int port, int controllerPort, Map<String, String> more) {
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
        this.more = more;
    }

    /**
     * Starts a broker over {@code folder}, which also serves what is there from an earlier run.
     *
     * @param port where clients connect
     * @param controllerPort where it talks to itself
     */
    public static KafkaBroker start(Path folder, int port, int controllerPort) {
        return start(folder, port, controllerPort, Map.of());
    }

    /**
     * Starts a broker with more settings.
     *
     * @param more added to its own settings, which they override
     */
    public static KafkaBroker start(Path folder, int port, int controllerPort, Map<String, String> more) {
        KafkaBroker broker = new KafkaBroker(folder, port, controllerPort, more);
        broker.format();
        broker.start();
        return broker;
    }

    /** Starts it again after {@link #stop} or {@link #kill} on the same port with the same data. */
    public void start() {
        jvm = ChildJvm.start("Kafka", log(), jvmArguments("kafka.Kafka", config().toString()));
        jvm.awaitReady(this::answers, START);
    }

    /** Ends it, deletes all its data, and starts it on the same port without topics, groups and offsets. */
    public void startAnew() {
        kill();
        EmptyFolder.delete(folder.resolve("data"));
        format();
        start();
    }

    /** Returns {@code host:port} for clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Ends it by SIGTERM. */
    public void stop() {
        jvm.close();
    }

    /** Ends it by SIGKILL. */
    public void kill() {
        jvm.kill();
    }

    public ChildJvm jvm() {
        return jvm;
    }

    @Override
    public void close() {
        stop();
    }

    private void format() {
        try {
            Files.createDirectories(folder);
            try (var out = Files.newOutputStream(config())) {
                properties().store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Files.exists(folder.resolve("data/meta.properties"))) {
            return;
        }
        ChildJvm format = ChildJvm.start(
                "Kafka's storage tool",
                log(),
                jvmArguments("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", config().toString()));
        try {
            format.awaitReady(() -> !format.isAlive() && Files.exists(folder.resolve("data/meta.properties")), START);
        } finally {
            format.close();
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(SETTINGS);
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.setProperty(
                "log.dirs", folder.resolve("data").toAbsolutePath().toString());
        properties.putAll(more);
        return properties;
    }

    private List<String> jvmArguments(String main, String... arguments) {
        List<String> options = List.of(
                "-Xmx384m",
                "-Xms64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxDirectMemorySize=256m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-cp",
                ServerHome.path().resolve("kafka") + "/*",
                main);
        return java.util.stream.Stream.concat(options.stream(), java.util.Arrays.stream(arguments))
                .toList();
    }

    private boolean answers() {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                2000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2000))) {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Path config() {
        return folder.resolve("server.properties");
    }

    private Path log() {
        return folder.resolve("kafka.log");
    }
}
