package dev.thorax.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

import org.apache.kafka.clients.admin.Admin;

import dev.thorax.access.kafka.KafkaAccess;
import dev.thorax.kafka.KafkaClients;

/** Runs one Kafka broker with its own KRaft controller, which listens on the loopback address only. */
public final class KafkaBroker implements AutoCloseable {
    private static final String CLUSTER_ID = "dGhvcmF4LWVtYmVkZGVkLQ";
    private static final Duration START = Duration.ofMinutes(10);
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
    private final BrokerPorts ports;
    private final BrokerSecurity security;
    private volatile ChildJvm jvm;

    private KafkaBroker(Path folder, BrokerPorts ports, UnaryOperator<String> secrets, BrokerTransport transport) {
        this.folder = folder;
        this.ports = ports;
        this.security = new BrokerSecurity(folder, secrets, transport);
    }

    /**
     * Starts a broker over {@code folder}, which also serves what is there from an earlier run. Only the users of the file of the
     * rules can connect, with their rights.
     *
     * @param secrets gives the secret of a name, always the same
     * @param transport how clients connect
     */
    public static KafkaBroker start(
            Path folder, BrokerPorts ports, UnaryOperator<String> secrets, BrokerTransport transport) {
        KafkaBroker broker = new KafkaBroker(folder, ports, secrets, transport);
        broker.format();
        broker.startWithAccess();
        return broker;
    }

    /** Starts it again after {@link #stop} or {@link #kill} on the same port with the same data. */
    public void start() {
        jvm = ChildJvm.start(
                "Kafka",
                log(),
                ClassArchive.of(ServerHome.path().resolve("kafka")),
                jvmArguments("kafka.Kafka", config().toString()),
                Map.of());
        jvm.awaitReady(this::answers, START);
    }

    /** Ends it, deletes all its data, and starts it on the same port without topics, groups and offsets. */
    public void startAnew() {
        kill();
        EmptyFolder.delete(folder.resolve("data"));
        format();
        startWithAccess();
    }

    private void startWithAccess() {
        start();
        BrokerAccess.apply(superUser(), security::secret);
        security.writeClients(bootstrapServers());
    }

    /** Returns {@code host:port} for clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + ports.clients();
    }

    /** Returns the settings of a client that may do everything. */
    public Map<String, String> superUser() {
        return security.superUser(bootstrapServers());
    }

    /**
     * Returns the settings of a client that is the only user of a principal.
     *
     * @param principal name of a principal of the file of the rules
     */
    public Map<String, String> client(String principal) {
        return security.user(bootstrapServers(), principal);
    }

    /**
     * Makes one more user of a principal, and returns the settings of its client.
     *
     * @param principal name of a principal of the file of the rules that may have any number of users
     */
    public Map<String, String> addUser(String principal, String user) {
        BrokerAccess.add(superUser(), KafkaAccess.of(principal), user, security.secret(user));
        return security.user(bootstrapServers(), user);
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
        OwnerFile.write(config(), properties());
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

    private Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>(SETTINGS);
        properties.putAll(security.broker(ports));
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + ports.controller());
        properties.put("log.dirs", folder.resolve("data").toAbsolutePath().toString());
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
        Map<String, Object> settings = new HashMap<>(superUser());
        settings.put("default.api.timeout.ms", 2000);
        settings.put("request.timeout.ms", 2000);
        try (Admin admin = KafkaClients.admin(settings)) {
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
