package dev.thorax.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

import dev.thorax.access.signature.SigningKeyPair;
import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.access.signature.VersionSigner;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.kafka.TopicReader;
import dev.thorax.storage.EncryptionKeys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStores;

/**
 * Gives a test what a service needs: a broker and an S3 server on free ports, all topics and a bucket. All stacks of a JVM use the same
 * two servers, one stack after the other. Each begins with empty topics and a bucket of its own.
 */
public final class TestStack implements AutoCloseable {
    private static final Duration READ = Duration.ofMinutes(10);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final String ENCRYPTION_KEYS = "tests:" + "A".repeat(43) + "=";
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final Path folder;
    private final KafkaBroker kafka;
    private final S3Server s3;
    private final String bucket = "thorax-" + BUCKETS.incrementAndGet();
    private final ObjectStore store;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<String, byte[]> consumer;
    private final List<ServiceProcess> services = new ArrayList<>();
    private final SigningKeyPair signing = SigningKeyPair.generate();
    private final Path signingKey;
    private final Path publicKeys;
    private final Path keys;

    private TestStack(Path folder, KafkaBroker kafka, S3Server s3) {
        this.folder = folder;
        this.kafka = kafka;
        this.s3 = s3;
        this.keys = TestKeys.write(folder.resolve("services/keys.json").toAbsolutePath());
        this.store = ObjectStores.encrypting(s3.settings(bucket), EncryptionKeys.parse(ENCRYPTION_KEYS));
        this.signingKey = folder.resolve("keys").resolve(bucket + "-signing.pem");
        this.publicKeys = signingKey.resolveSibling(bucket + "-public.pem");
        signing.write(signingKey, publicKeys);
        Map<String, Object> settings = new TreeMap<>(kafka.superUser());
        settings.put("max.request.size", 40 << 20);
        settings.put("buffer.memory", 128L << 20);
        this.producer = KafkaClients.bytesProducer(settings);
        this.consumer = TopicReader.consumer(kafka.superUser());
    }

    /** Returns a stack with empty topics and an empty bucket. Its services write to {@code folder}. */
    public static TestStack start(Path folder) {
        return on(SharedServers.get(), folder);
    }

    /** Returns a stack on {@code servers}, which go on running after its end. */
    static TestStack on(SharedServers servers, Path folder) {
        TopicCatalog.recreate(servers.kafka().superUser());
        TestStack stack = new TestStack(folder, servers.kafka(), servers.s3());
        servers.s3().createBucket(stack.bucket);
        return stack;
    }

    /** Returns {@code host:port} of the broker. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Returns the settings of a Kafka client that may do everything. */
    public Map<String, String> superUser() {
        return kafka.superUser();
    }

    /** Returns the store as a service sees it: with the objects of scans decrypted. */
    public ObjectStore store() {
        return store;
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public S3Server s3() {
        return s3;
    }

    /** Returns the configuration with which the service of this module finds this broker and this store. */
    public Map<String, String> settings() {
        return settings(Path.of(System.getProperty("thorax.service.jar")));
    }

    /**
     * Returns the configuration with which a service finds this broker and this store.
     *
     * @param jar its {@code quarkus-run.jar}, in the folder of its module
     */
    public Map<String, String> settings(Path jar) {
        Map<String, String> settings = new TreeMap<>();
        // A group goes on without a killed replica after 10 s, and not after Kafka's 45 s.
        settings.put("mp.messaging.connector.smallrye-kafka.session.timeout.ms", "10000");
        settings.put("thorax.storage.endpoint", s3.endpoint().toString());
        settings.put("thorax.storage.bucket", bucket);
        settings.put("thorax.storage.access-key", s3.accessKey());
        settings.put("thorax.storage.secret-key", s3.secretKey());
        settings.put("thorax.storage.encryption.keys", ENCRYPTION_KEYS);
        settings.put("thorax.access.keys", keys().toString());
        settings.put("thorax.pseudonym.key", "only-for-tests-0123456789");
        settings.put("thorax.training.signing-key", signingKey.toString());
        settings.put("thorax.signatures.public-keys", publicKeys.toString());
        settings.putAll(ServicePrincipal.settings(kafka, ServicePrincipal.of(jar)));
        return settings;
    }

    /** Signs a version that a test stored, as training-service signs what it trained. */
    public void sign(String model, String version) {
        new VersionSigner(store, signing.signing(), signing.trusted()).sign(model, version);
    }

    /** Lets the services trust {@code keys} as well. */
    public void trust(TrustedKeys keys) {
        try {
            Files.writeString(publicKeys, keys.pem(), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the file of keys of the services. It has those of {@link TestKeys}. */
    public Path keys() {
        return keys;
    }

    /** Starts a packaged service with {@code extra} settings, and waits until it is ready. */
    public ServiceProcess service(Path jar, Map<String, String> extra) {
        return service(jar, extra, List.of("-Xmx1g"));
    }

    /** Starts a packaged service with other options of its JVM. */
    public ServiceProcess service(Path jar, Map<String, String> extra, List<String> jvmOptions) {
        Map<String, String> settings = new TreeMap<>(settings(jar));
        settings.putAll(extra);
        String name = "service-" + services.size();
        // A service lives for seconds in a test: compiling its code well would take longer than it saves.
        List<String> options = new ArrayList<>(jvmOptions);
        options.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=120m"));
        ServiceProcess service =
                ServiceProcess.launch(name, jar, FreePorts.one(), folder.resolve("services"), options, settings);
        services.add(service);
        return service.awaitReady();
    }

    /** Gives a device a topic of its own. Returns the settings of its Kafka client. */
    public Map<String, String> device(String name) {
        TopicCatalog.createOf(name, superUser());
        return kafka.addUser("device-with-topic", name);
    }

    /** Loses everything that Kafka has, and creates the topics anew. The objects stay. No service may run. */
    public void loseKafka() {
        kafka.startAnew();
        TopicCatalog.create(kafka.superUser());
    }

    /** Loses the committed offsets of a consumer group without members. */
    public void loseOffsets(String group) {
        try (Admin admin = KafkaClients.admin(superUser())) {
            admin.deleteConsumerGroups(List.of(group)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Could not delete the group " + group + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Forbids the service in {@code jar} to write a topic until the result is closed. All else that it may do, it may still. */
    public WithdrawnRule withoutWriting(Path jar, String topic) {
        return WithdrawnRule.ofWriting(superUser(), ServicePrincipal.of(jar), topic);
    }

    /** Sends a record and waits until the broker has it. */
    public void produce(String topic, String key, byte[] value, Map<String, String> headers) {
        List<Map.Entry<String, byte[]>> bytes = headers.entrySet().stream()
                .map(header -> Map.entry(header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8)))
                .toList();
        produce(topic, null, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value, bytes);
    }

    /**
     * Sends a record of any form and waits until the broker has it.
     *
     * @param partition the partition, or null for that of the key
     */
    public void produce(
            String topic, Integer partition, byte[] key, byte[] value, List<Map.Entry<String, byte[]>> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, value);
        headers.forEach(header -> record.headers().add(header.getKey(), header.getValue()));
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Could not send to " + topic + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns all committed records of a topic in the order of their times. Tests ask often, so all use one client. */
    public synchronized List<ConsumerRecord<String, byte[]>> records(String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        new TopicReader(consumer, List.of(topic)).readToEnd(READ, records::add);
        records.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
        return records;
    }

    @Override
    public void close() {
        services.forEach(ServiceProcess::close);
        consumer.close(CloseOptions.timeout(CLOSE));
        producer.close(CLOSE);
        store.close();
    }
}
