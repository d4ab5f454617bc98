package dev.thorax.local;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import dev.thorax.servers.BrokerPorts;
import dev.thorax.servers.BrokerTransport;
import dev.thorax.servers.KafkaBroker;
import dev.thorax.servers.S3Server;
import dev.thorax.servers.ServiceOptions;
import dev.thorax.servers.ServicePrincipal;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.StartFailedException;
import dev.thorax.servers.TopicCatalog;
import dev.thorax.storage.EncryptionKeys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStores;

/** Runs a broker, an S3 server and the four services, each in a JVM of its own. */
final class LocalStack implements AutoCloseable {
    private static final String BUCKET = "thorax";
    private static final String ACCESS_KEY = "thorax-local";
    // The optimizing compiler takes half of a service's start, and the heavy work is in native code and in the
    // decoders.
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    private final HomeFolder home;
    private final Ports ports;
    private final Path modules;
    private final OperatorKey key;
    private final KafkaBroker kafka;
    private final S3Server s3;
    private final ObjectStore store;
    private final List<ServiceProcess> services = new ArrayList<>();

    private final Map<String, String> more;

    private LocalStack(
            HomeFolder home,
            OperatorKey key,
            Ports ports,
            Path modules,
            Map<String, String> more,
            KafkaBroker kafka,
            S3Server s3) {
        this.home = home;
        this.more = more;
        this.ports = ports;
        this.modules = modules;
        this.key = key;
        this.kafka = kafka;
        this.s3 = s3;
        this.store = ObjectStores.encrypting(s3.settings(BUCKET), EncryptionKeys.parse(home.encryptionKeys()));
    }

    /**
     * Starts everything and waits until all parts are ready.
     *
     * @param key the key with which this command and its user are an operator
     * @param modules the folder with the built modules, i.e. the project's
     * @param transport how clients of Kafka connect
     * @param more settings of all services beside those that the stack needs
     */
    static LocalStack start(
            HomeFolder home,
            OperatorKey key,
            Ports ports,
            Path modules,
            BrokerTransport transport,
            Map<String, String> more,
            TerminalProgress progress) {
        ports.checkFree();
        progress.say("Starting Kafka and the S3 server.");
        String secret = home.secret("s3");
        CompletableFuture<S3Server> s3 =
                CompletableFuture.supplyAsync(() -> S3Server.start(home.s3(), ports.s3(), ACCESS_KEY, secret));
        KafkaBroker kafka = startKafka(home, ports, transport, s3);
        LocalStack stack = null;
        try {
            stack = new LocalStack(home, key, ports, modules, more, kafka, join(s3));
            // As the administrator, as nobody else may create the topic of the audit.
            TopicCatalog.create(kafka.superUser());
            stack.s3.createBucket(BUCKET);
            VersionSignatures.prepare(home, stack.store, progress);
            stack.startServices(progress);
            return stack;
        } catch (RuntimeException e) {
            if (stack == null) {
                kafka.close();
            } else {
                stack.close();
            }
            throw e;
        }
    }

    private static KafkaBroker startKafka(
            HomeFolder home, Ports ports, BrokerTransport transport, CompletableFuture<S3Server> s3) {
        try {
            return KafkaBroker.start(
                    home.kafka(), BrokerPorts.of(ports.kafka(), ports.controller()), home::secret, transport);
        } catch (RuntimeException e) {
            s3.thenAccept(S3Server::close).exceptionally(failure -> null).join();
            throw e;
        }
    }

    private static S3Server join(CompletableFuture<S3Server> s3) {
        try {
            return s3.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Returns the four services. */
    List<ServiceProcess> services() {
        return List.copyOf(services);
    }

    /** Returns the settings of a Kafka client of this principal. */
    Map<String, String> kafka(String principal) {
        return kafka.client(principal);
    }

    ObjectStore store() {
        return store;
    }

    /** Returns the address of explain-service: page, diagnoses, heat maps. */
    URI page() {
        return URI.create("http://127.0.0.1:" + ports.explain() + "/");
    }

    /** Returns the address of the page that also signs the browser in. */
    URI link() {
        return key.link(page());
    }

    /** Returns the key with which this command and its user are an operator. */
    OperatorKey operatorKey() {
        return key;
    }

    /** Returns the address of training-service. */
    URI training() {
        return URI.create("http://127.0.0.1:" + ports.training());
    }

    /** Returns the address of ingest-service. */
    URI ingest() {
        return URI.create("http://127.0.0.1:" + ports.ingest());
    }

    /** Returns the resident memory of all child JVMs together in MiB, or 0 if the system does not give it. */
    long residentMib() {
        long pages = services.stream()
                .mapToLong(service -> ResidentMemory.mib(service.jvm().pid()))
                .sum();
        return pages
                + ResidentMemory.mib(kafka.jvm().pid())
                + ResidentMemory.mib(s3.jvm().pid());
    }

    /** Returns the name of the first part whose JVM has ended, or null if all run. */
    private String ended() {
        if (!kafka.jvm().isAlive()) {
            return "Kafka (log: " + kafka.jvm().log() + ")";
        }
        if (!s3.jvm().isAlive()) {
            return "The S3 server (log: " + s3.jvm().log() + ")";
        }
        return services.stream()
                .filter(service -> !service.jvm().isAlive())
                .map(service -> "A service (log: " + service.log() + ")")
                .findFirst()
                .orElse(null);
    }

    /** Checks that all parts run. Throws {@link CannotRunException} if one has ended. */
    void checkAllRun() {
        String ended = ended();
        if (ended != null) {
            throw new CannotRunException(ended + " has ended unexpectedly; look at its log, then start again:"
                    + " what was sent is kept and will be taken up.");
        }
    }

    private void startServices(TerminalProgress progress) {
        progress.say("Starting the four services.");
        launch("ingest-service", ports.ingest());
        launch("inference-service", ports.inference());
        launch("explain-service", ports.explain());
        launch("training-service", ports.training());
        services.forEach(service -> {
            service.awaitReady();
            progress.say(service.log().getFileName().toString().replace(".log", "") + " is ready at " + service.url());
        });
    }

    private void launch(String name, int port) {
        String module = name.equals("training-service") ? "training-service/service" : name;
        Path jar = modules.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new StartFailedException(
                    name + " is not built (" + jar + " is missing); run: mvn -DskipTests package.");
        }
        List<String> options = new ArrayList<>(ServiceOptions.heapOf(name));
        options.add(QUICK_COMPILER);
        Map<String, String> settings = settings(name);
        settings.put("quarkus.management.port", Integer.toString(ports.management(port)));
        services.add(ServiceProcess.launch(name, jar, port, home.services(), options, settings));
    }

    private Map<String, String> settings(String name) {
        Map<String, String> settings = new TreeMap<>(more);
        settings.putAll(ServicePrincipal.settings(kafka, ServicePrincipal.of(name)));
        settings.put("thorax.storage.endpoint", s3.endpoint().toString());
        settings.put("thorax.storage.bucket", BUCKET);
        settings.put("thorax.storage.access-key", s3.accessKey());
        settings.put("thorax.storage.secret-key", s3.secretKey());
        settings.put("thorax.storage.encryption.keys", home.encryptionKeys());
        settings.put("thorax.access.keys", key.keys().toString());
        settings.put("thorax.signatures.public-keys", home.publicKeys().toString());
        settings.put("thorax.instance", "local");
        settings.put("thorax.explain.url", "http://127.0.0.1:" + ports.explain());
        if (name.equals("ingest-service")) {
            settings.put("thorax.pseudonym.key", home.secret("pseudonym"));
        }
        if (name.equals("training-service")) {
            settings.put("thorax.training.signing-key", home.signingKey().toString());
            settings.put("thorax.training.worker.memory", "640m");
        }
        return settings;
    }

    @Override
    public void close() {
        services.forEach(service -> service.jvm().terminate());
        services.forEach(ServiceProcess::close);
        kafka.close();
        s3.close();
    }
}
