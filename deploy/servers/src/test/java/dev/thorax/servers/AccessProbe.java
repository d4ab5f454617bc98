package dev.thorax.servers;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;

import dev.thorax.access.kafka.KafkaOperation;
import dev.thorax.access.kafka.KafkaPrincipal;
import dev.thorax.access.kafka.KafkaResource;
import dev.thorax.access.kafka.KafkaRule;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.kafka.TopicReader;

/** Calls a broker once as a principal, as one of its rules allows. */
final class AccessProbe {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int PARTITIONS = 50;

    /** Ends the name of which a rule has the beginning. A topic of such a name must be there if it is read. */
    static final String ANY = "probe";

    private final Map<String, String> client;
    private final KafkaPrincipal principal;
    private final KafkaRule rule;

    /** Prepares the call of the user that has the name of {@code principal}. */
    AccessProbe(KafkaBroker broker, KafkaPrincipal principal, KafkaRule rule) {
        this.client = broker.client(principal.name());
        this.principal = principal;
        this.rule = rule;
    }

    /** Calls the broker. Returns whether it allows the call. */
    boolean isAllowed() {
        try {
            call();
            return true;
        } catch (AuthorizationException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw new IllegalStateException(e.getCause());
        } catch (KafkaException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void call() throws ExecutionException, InterruptedException {
        switch (rule.resource().type()) {
            case TOPIC -> callTopic(rule.operation());
            case GROUP -> callGroup(rule.operation());
            case TRANSACTIONAL_ID -> begin();
            default -> throw new IllegalArgumentException();
        }
    }

    private void callTopic(KafkaOperation operation) throws ExecutionException, InterruptedException {
        switch (operation) {
            case READ -> read(name());
            case WRITE -> write(name());
            default -> {
                try (Admin admin = KafkaClients.admin(client)) {
                    ask(admin, operation);
                }
            }
        }
    }

    private void ask(Admin admin, KafkaOperation operation) throws ExecutionException, InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, existing());
        switch (operation) {
            case DESCRIBE_CONFIGS -> admin.describeConfigs(List.of(topic)).all().get();
            case ALTER_CONFIGS ->
                admin.incrementalAlterConfigs(
                                Map.of(
                                        topic,
                                        List.of(new AlterConfigOp(
                                                new ConfigEntry("segment.bytes", "16777216"),
                                                AlterConfigOp.OpType.SET))),
                                new AlterConfigsOptions().validateOnly(true))
                        .all()
                        .get();
            case ALTER ->
                admin.createPartitions(
                                Map.of(existing(), NewPartitions.increaseTo(PARTITIONS)),
                                new CreatePartitionsOptions().validateOnly(true))
                        .all()
                        .get();
            case DELETE ->
                admin.deleteRecords(Map.of(new TopicPartition(existing(), 0), RecordsToDelete.beforeOffset(0)))
                        .all()
                        .get();
            case CREATE -> create(admin);
            case DESCRIBE ->
                admin.describeTopics(List.of(existing())).allTopicNames().get();
            default -> throw new IllegalArgumentException("There is no probe of " + operation + ".");
        }
    }

    /** Who may create a topic learns that it is there. */
    private void create(Admin admin) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(
                            List.of(new NewTopic(name(), 1, (short) 1)), new CreateTopicsOptions().validateOnly(true))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void callGroup(KafkaOperation operation) throws ExecutionException, InterruptedException {
        switch (operation) {
            case READ -> commit();
            case DELETE -> {
                try (Admin admin = KafkaClients.admin(client)) {
                    admin.deleteConsumerGroups(List.of(name())).all().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                        throw e;
                    }
                }
            }
            case DESCRIBE -> {
                try (Admin admin = KafkaClients.admin(client)) {
                    admin.listConsumerGroupOffsets(name())
                            .partitionsToOffsetAndMetadata()
                            .get();
                }
            }
            default -> throw new IllegalArgumentException("There is no probe of " + operation + ".");
        }
    }

    private void read(String topic) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (TopicReader reader = TopicReader.open(client, List.of(topic))) {
            while (reader.poll(Duration.ofMillis(200)).isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(topic + " has no record");
                }
            }
        }
    }

    private void write(String topic) throws ExecutionException, InterruptedException {
        try (Producer<String, byte[]> producer = KafkaClients.producer(client)) {
            producer.send(new ProducerRecord<>(topic, 0, "probe", new byte[1])).get();
        }
    }

    /** Commits an offset of a topic that the principal may read. */
    private void commit() {
        String topic = principal.rulesOf(principal.name()).stream()
                .filter(other -> other.resource().type() == KafkaResource.Type.TOPIC)
                .filter(other -> other.operation() == KafkaOperation.READ)
                .findFirst()
                .orElseThrow()
                .resource()
                .name();
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("group.id", name());
        settings.put("enable.auto.commit", false);
        try (Consumer<String, byte[]> consumer = KafkaClients.consumer(settings)) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0)), PATIENCE);
        }
    }

    private void begin() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("transactional.id", name());
        try (Producer<String, byte[]> producer = KafkaClients.producer(settings)) {
            producer.initTransactions();
        }
    }

    private String name() {
        return rule.resource().name() + (rule.resource().isPrefix() ? ANY : "");
    }

    /** Returns a topic that is there, and that no other rule is about. */
    private String existing() {
        return rule.resource().matches(KafkaResource.Type.TOPIC, Topics.POSITIONS) ? Topics.POSITIONS : name();
    }
}
