package dev.thorax.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.access.kafka.KafkaAccess;
import dev.thorax.access.kafka.KafkaOperation;
import dev.thorax.access.kafka.KafkaPrincipal;
import dev.thorax.access.kafka.KafkaResource;
import dev.thorax.access.kafka.KafkaResource.Type;
import dev.thorax.access.kafka.KafkaRule;
import dev.thorax.contracts.topic.DeviceTopics;
import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.kafka.KafkaClients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The rules of the file on a live broker: each is needed, and nothing else is allowed. */
class KafkaAccessIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Devices with topics of their own: the user of the principal, and another one. */
    private static final List<String> DEVICES = List.of("device-with-topic", AccessProbe.ANY);

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        int port = FreePorts.firstOf(2);
        broker = KafkaBroker.start(
                folder, BrokerPorts.of(port, port + 1), name -> "only-for-tests-" + name, BrokerTransport.TLS);
        TopicCatalog.create(broker.superUser());
        for (String device : DEVICES) {
            TopicCatalog.createOf(device, broker.superUser());
        }
        admin = KafkaClients.admin(broker.superUser());
        try (Producer<String, byte[]> producer = KafkaClients.producer(broker.superUser())) {
            for (String topic : topics()) {
                producer.send(new ProducerRecord<>(topic, 0, "key", new byte[1]))
                        .get();
            }
        }
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    /** Takes a rule away and gives it back, one after the other of a principal, and of all principals at a time. */
    @Test
    void shouldFailWithoutTheRule() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(principals().size());
        try {
            List<Callable<Void>> all = principals().stream()
                    .map(principal -> (Callable<Void>) () -> {
                        for (KafkaRule rule : principal.rulesOf(principal.name())) {
                            assertFailsWithout(principal, rule);
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> one : threads.invokeAll(all)) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertFailsWithout(KafkaPrincipal principal, KafkaRule rule) throws Exception {
        String name = principal.name() + " " + rule;
        AccessProbe probe = new AccessProbe(broker, principal, rule);
        AclBinding binding = BrokerAccess.binding(rule, principal.name());
        assertThat(probe.isAllowed()).as(name).isTrue();

        admin.deleteAcls(List.of(binding.toFilter())).all().get();

        try {
            await(name).atMost(PATIENCE).until(() -> !probe.isAllowed());
        } finally {
            admin.createAcls(List.of(binding)).all().get();
        }
        await(name).atMost(PATIENCE).until(probe::isAllowed);
    }

    @ParameterizedTest
    @MethodSource("principals")
    void shouldAllowNothingElseWithTopics(KafkaPrincipal principal) throws Exception {
        try (Admin user = KafkaClients.admin(broker.client(principal.name()))) {
            for (String topic : topics()) {
                assertThat(allowed(user, topic)).as(topic).isEqualTo(expected(principal, topic));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "device, TOPIC, thorax.scans, READ",
        "device, TOPIC, thorax.diagnoses, WRITE",
        "device, TOPIC, thorax.models, WRITE",
        "device, TOPIC, thorax.scans.device-with-topic, WRITE",
        "device-with-topic, TOPIC, thorax.scans, WRITE",
        "device-with-topic, TOPIC, thorax.scans.probe, WRITE",
        "device-with-topic, TOPIC, thorax.scans.stored, WRITE",
        "device-with-topic, TOPIC, thorax.scans.device-with-topic, READ",
        "operator, TOPIC, thorax.scans.probe, READ",
        "thorax-ingest, TOPIC, thorax.scans.probe, WRITE",
        "thorax-inference, TOPIC, thorax.scans.probe, READ",
        "hospital-system, TOPIC, thorax.diagnoses, WRITE",
        "hospital-system, TOPIC, thorax.scans, WRITE",
        "hospital-system, TOPIC, thorax.scans, READ",
        "hospital-system, GROUP, thorax-explain, READ",
        "hospital-system, GROUP, operator.1, READ",
        "hospital-system, GROUP, hospital-system-2.1, READ",
        "operator, TOPIC, thorax.scans, READ",
        "operator, TOPIC, thorax.audit, READ",
        "operator, TOPIC, thorax.audit, CREATE",
        "operator, TOPIC, thorax.audit, ALTER",
        "operator, TOPIC, thorax.audit, ALTER_CONFIGS",
        "operator, TOPIC, thorax.audit, DELETE",
        "operator, TOPIC, thorax.scans, ALTER_CONFIGS",
        "operator, TOPIC, thorax.positions, ALTER_CONFIGS",
        "operator, TOPIC, thorax.diagnoses, DELETE",
        "scaler, TOPIC, thorax.scans, READ",
        "scaler, TOPIC, thorax.scans.stored, READ",
        "scaler, TOPIC, thorax.diagnoses, DESCRIBE",
        "scaler, GROUP, thorax-explain, DESCRIBE",
        "auditor, TOPIC, thorax.audit, WRITE",
        "auditor, TOPIC, thorax.audit, ALTER_CONFIGS",
        "auditor, TOPIC, thorax.audit, DELETE",
        "thorax-training, TOPIC, thorax.audit, ALTER_CONFIGS",
        "thorax-training, TOPIC, thorax.audit, DELETE",
        "thorax-training, TOPIC, thorax.audit, CREATE",
        "thorax-explain, TOPIC, thorax.audit, READ",
        "operator, TOPIC, thorax.trainings, WRITE",
        "operator, TOPIC, thorax.promotions, WRITE",
        "thorax-ingest, TOPIC, thorax.diagnoses, READ",
        "thorax-ingest, TOPIC, thorax.models, WRITE",
        "thorax-ingest, GROUP, thorax-inference, READ",
        "thorax-ingest, TRANSACTIONAL_ID, thorax-inference-1, WRITE",
        "thorax-inference, TOPIC, thorax.scans, READ",
        "thorax-inference, TOPIC, thorax.models, WRITE",
        "thorax-explain, TOPIC, thorax.diagnoses, WRITE",
        "thorax-explain, TRANSACTIONAL_ID, thorax-training-1, WRITE",
        "thorax-training, TOPIC, thorax.diagnoses, READ",
        "thorax-training, TOPIC, thorax.scans, WRITE",
    })
    void shouldRefuse(String principal, Type type, String name, KafkaOperation operation) {
        KafkaRule rule = new KafkaRule(new KafkaResource(type, name, false), operation);

        assertThat(new AccessProbe(broker, KafkaAccess.of(principal), rule).isAllowed())
                .isFalse();
    }

    @Test
    void shouldRefuseAWrongSecret() {
        Map<String, String> client = new HashMap<>(broker.client("device"));
        client.computeIfPresent("sasl.jaas.config", (name, login) -> login.replace("only-for-tests", "guessed"));

        assertCannotConnect(client, SaslAuthenticationException.class);
    }

    @Test
    void shouldRefuseAnUnknownUser() {
        Map<String, String> client = new HashMap<>(broker.client("device"));
        client.computeIfPresent("sasl.jaas.config", (name, login) -> login.replace("\"device\"", "\"nobody\""));

        assertCannotConnect(client, SaslAuthenticationException.class);
    }

    @Test
    void shouldNotBeTrustedWithoutItsCertificate() {
        Map<String, String> client = new HashMap<>(broker.client("device"));
        client.keySet().removeIf(name -> name.startsWith("ssl.truststore"));

        assertCannotConnect(client, SslAuthenticationException.class);
    }

    @Test
    void shouldMakeTheUsersOfADataFolderThatHasNone() throws Exception {
        admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
        admin.alterUserScramCredentials(BrokerSecurity.users().stream()
                        .map(user -> new UserScramCredentialDeletion(user, ScramMechanism.SCRAM_SHA_512))
                        .map(UserScramCredentialAlteration.class::cast)
                        .toList())
                .all()
                .get();

        BrokerAccess.apply(broker.superUser(), user -> "only-for-tests-kafka." + user);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(new HashSet<>(
                        admin.describeAcls(AclBindingFilter.ANY).values().get()))
                .isEqualTo(new HashSet<>(BrokerAccess.bindings())));
        assertThat(admin.describeUserScramCredentials().all().get()).hasSameSizeAs(KafkaAccess.all());
    }

    @Test
    void shouldKeepSecretsToTheirOwner() throws Exception {
        assertThat(Files.readString(broker.jvm().log())).doesNotContain("only-for-tests");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(properties|kcat|p12)"))
                    .filter(path -> !path.endsWith("meta.properties"))
                    .toList()) {
                assertThat(Files.getPosixFilePermissions(file))
                        .as(file.toString())
                        .hasSize(2);
            }
        }
    }

    static List<KafkaPrincipal> principals() {
        return KafkaAccess.all();
    }

    private static List<String> topics() {
        return Stream.concat(TopicSettings.all().stream(), DEVICES.stream().map(DeviceTopics::settings))
                .map(TopicSettings::name)
                .toList();
    }

    private static Set<AclOperation> allowed(Admin user, String topic) throws InterruptedException {
        try {
            return user.describeTopics(List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .authorizedOperations();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TopicAuthorizationException.class);
            return Set.of();
        }
    }

    /** Returns what the rules allow, with what Kafka's operations imply. */
    private static Set<AclOperation> expected(KafkaPrincipal principal, String topic) {
        Set<AclOperation> expected = EnumSet.noneOf(AclOperation.class);
        principal.rulesOf(principal.name()).stream()
                .filter(rule -> rule.resource().matches(Type.TOPIC, topic))
                .forEach(rule -> {
                    expected.add(AclOperation.valueOf(rule.operation().name()));
                    switch (rule.operation()) {
                        case READ, WRITE, DELETE, ALTER -> expected.add(AclOperation.DESCRIBE);
                        case ALTER_CONFIGS -> expected.add(AclOperation.DESCRIBE_CONFIGS);
                        default -> {}
                    }
                });
        // Of a topic that it may not describe, a user learns nothing.
        return expected.contains(AclOperation.DESCRIBE) ? expected : Set.of();
    }

    private static void assertCannotConnect(Map<String, String> client, Class<? extends Exception> cause) {
        try (Admin user = KafkaClients.admin(client)) {
            assertThatThrownBy(() -> user.describeCluster().nodes().get()).hasCauseInstanceOf(cause);
        }
    }
}
