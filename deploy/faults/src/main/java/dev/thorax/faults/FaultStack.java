package dev.thorax.faults;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

import dev.thorax.faults.proxy.FaultProxy;
import dev.thorax.servers.BrokerPorts;
import dev.thorax.servers.BrokerTransport;
import dev.thorax.servers.ChildJvm;
import dev.thorax.servers.FreePorts;
import dev.thorax.servers.KafkaBroker;
import dev.thorax.servers.S3Server;
import dev.thorax.servers.ServiceOptions;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.StartFailedException;
import dev.thorax.servers.TopicCatalog;
import dev.thorax.storage.EncryptionKeys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStores;

/**
 * Runs broker, store and the four services, each in a supervised JVM of its own. Services and devices reach broker and store
 * through proxies. The verdict reaches both directly.
 */
final class FaultStack implements AutoCloseable {
    static final List<Target> SERVICES = List.of(Target.INGEST, Target.INFERENCE, Target.EXPLAIN, Target.TRAINING);

    private static final String BUCKET = "thorax";
    private static final Duration START = Duration.ofMinutes(5);
    private static final int BROKER_PORT = 0;
    private static final int CONTROLLER_PORT = 1;
    private static final int BROKER_INNER_PORT = 2;
    private static final int BROKER_PROXY_PORT = 3;
    private static final int STORE_PORT = 4;
    private static final int STORE_PROXY_PORT = 5;
    private static final int SERVICE_PORTS = 6;
    private static final int PORTS = 10;

    private final Path folder;
    private final ServiceSettings settings;
    private final Path modules;
    private final int firstPort = FreePorts.firstOf(PORTS);
    private final KafkaBroker broker;
    private final StoreDisk disk;
    private final S3Server s3;
    private final ObjectStore store;
    private final Map<Target, FaultProxy> proxies = new EnumMap<>(Target.class);
    private final Map<Target, SupervisedProcess> parts = new EnumMap<>(Target.class);
    private final Map<Target, ServiceProcess> services = new EnumMap<>(Target.class);
    private final List<SupervisedProcess> seconds = new ArrayList<>();
    private int replicas;

    private FaultStack(Path folder, Path modules) {
        this.folder = folder;
        this.modules = modules;
        this.broker = KafkaBroker.start(
                folder.resolve("kafka"),
                new BrokerPorts(
                        port(BROKER_PORT), port(CONTROLLER_PORT), port(BROKER_INNER_PORT), port(BROKER_PROXY_PORT)),
                name -> "only-for-tests-" + name,
                BrokerTransport.CLEAR);
        this.disk = StoreDisk.mount(disk(folder));
        this.s3 = S3Server.start(folder.resolve("s3"), port(STORE_PORT), "thorax-faults", "only-for-tests");
        this.store =
                ObjectStores.encrypting(s3.settings(BUCKET), EncryptionKeys.parse(ServiceSettings.ENCRYPTION_KEYS));
        this.settings = new ServiceSettings(
                folder,
                broker,
                s3.settings(BUCKET),
                "127.0.0.1:" + port(BROKER_PROXY_PORT),
                local(port(STORE_PROXY_PORT)),
                url(Target.EXPLAIN));
    }

    /**
     * Starts everything and waits until all parts are ready.
     *
     * @param folder where data and logs go
     * @param modules the folder with the built modules, i.e. the project's
     */
    static FaultStack start(Path folder, Path modules) {
        FaultStack stack = new FaultStack(folder, modules);
        try {
            stack.startParts();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Returns where the store keeps its data, which may be a disk of its own. */
    static Path disk(Path folder) {
        return folder.resolve("s3/data");
    }

    private void startParts() {
        TopicCatalog.create(broker.superUser());
        s3.createBucket(BUCKET);
        proxies.put(Target.BROKER, new FaultProxy(port(BROKER_PROXY_PORT), port(BROKER_INNER_PORT)));
        proxies.put(Target.STORE, new FaultProxy(port(STORE_PROXY_PORT), port(STORE_PORT)));
        parts.put(Target.BROKER, new SupervisedProcess(Target.BROKER.label(), broker::start, broker::jvm, () -> true));
        parts.put(Target.STORE, new SupervisedProcess(Target.STORE.label(), s3::start, s3::jvm, () -> true));
        SERVICES.forEach(target -> services.put(target, launch(target, servicePort(target), "main")));
        SERVICES.forEach(target -> {
            service(target).jvm().awaitReady(service(target)::isReady, START);
            parts.put(
                    target,
                    new SupervisedProcess(
                            target.label(),
                            () -> relaunch(target),
                            () -> service(target).jvm(),
                            () -> service(target).isReady()));
        });
    }

    /** Returns the settings of a Kafka client that may do everything and connects through the proxy. */
    Map<String, String> proxiedKafka() {
        return proxied(broker.superUser());
    }

    /** Returns the settings of a Kafka client that may do everything and connects to the broker itself. */
    Map<String, String> directKafka() {
        return broker.superUser();
    }

    private Map<String, String> proxied(Map<String, String> kafka) {
        Map<String, String> settings = new TreeMap<>(kafka);
        settings.put("bootstrap.servers", "127.0.0.1:" + port(BROKER_PROXY_PORT));
        return settings;
    }

    /** Returns the disk of the store's data. */
    StoreDisk disk() {
        return disk;
    }

    /** Returns the store without the proxy. */
    ObjectStore store() {
        return store;
    }

    /** Returns the first replica of a service. */
    Replica first(Target service) {
        return new Replica(part(service), url(service));
    }

    URI url(Target service) {
        return local(servicePort(service));
    }

    SupervisedProcess part(Target target) {
        return parts.get(target);
    }

    FaultProxy proxy(Target target) {
        return proxies.get(target);
    }

    /** Returns the names of the parts that are not ready. */
    List<String> notReady() {
        return parts.values().stream()
                .filter(part -> !part.isReady())
                .map(SupervisedProcess::name)
                .toList();
    }

    /** Lets the services write their threads to their logs. */
    void printThreads() {
        SERVICES.stream()
                .map(this::part)
                .map(SupervisedProcess::jvm)
                .filter(ChildJvm::isAlive)
                .forEach(jvm -> Signals.printThreads(jvm.pid()));
    }

    /** Returns which parts ended without being killed, and how often. */
    Map<String, Integer> ends() {
        Map<String, Integer> ends = new TreeMap<>();
        parts.values().stream().filter(part -> part.ends() > 0).forEach(part -> ends.put(part.name(), part.ends()));
        return ends;
    }

    /** Starts one more replica without waiting for it. */
    synchronized ServiceProcess replica(Target target) {
        replicas++;
        return launch(target, FreePorts.one(), "replica-" + replicas);
    }

    /** Starts a second replica of a service, supervised as the first, without waiting for it. */
    Replica second(Target target) {
        int port = FreePorts.one();
        AtomicReference<ServiceProcess> process = new AtomicReference<>(launch(target, port, "second"));
        SupervisedProcess part = new SupervisedProcess(
                target.label() + "-second",
                () -> process.set(launch(target, port, "second")),
                () -> process.get().jvm(),
                () -> process.get().isReady());
        seconds.add(part);
        return new Replica(part, process.get().url());
    }

    private synchronized ServiceProcess service(Target target) {
        return services.get(target);
    }

    private synchronized void relaunch(Target target) {
        services.put(target, launch(target, servicePort(target), "main"));
    }

    private ServiceProcess launch(Target target, int port, String instance) {
        String name = target.label();
        return ServiceProcess.launch(
                name + "-" + instance,
                jar(modules, target),
                port,
                folder.resolve("services"),
                ServiceOptions.heapOf(name),
                settings.of(name, instance));
    }

    /** Returns what starts a service in the built modules. */
    static Path jar(Path modules, Target service) {
        String module = service == Target.TRAINING ? "training-service/service" : service.label();
        Path jar = modules.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new StartFailedException(
                    service.label() + " is not built (" + jar + " is missing); run: mvn -DskipTests package.");
        }
        return jar;
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private int port(int number) {
        return firstPort + number;
    }

    private int servicePort(Target service) {
        return port(SERVICE_PORTS + SERVICES.indexOf(service));
    }

    @Override
    public void close() {
        seconds.forEach(SupervisedProcess::close);
        parts.values().forEach(SupervisedProcess::release);
        services.values().forEach(service -> service.jvm().terminate());
        services.values().forEach(ServiceProcess::close);
        proxies.values().forEach(FaultProxy::close);
        parts.values().forEach(SupervisedProcess::close);
        broker.close();
        s3.close();
        store.close();
    }
}
