package dev.thorax.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.KafkaClients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The open transaction of a killed service, and its successor with the same or with another name. */
class TransactionNamesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Longer than the test waits, so that the timeout ends nothing here. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private static final TopicPartition STORED = new TopicPartition(Topics.SCANS_STORED, 0);

    @TempDir
    private static Path folder;

    private static TestStack stack;
    private static Admin admin;

    @BeforeAll
    static void start() {
        stack = TestStack.start(folder);
        admin = KafkaClients.admin(stack.superUser());
    }

    @AfterAll
    static void stop() {
        admin.close();
        stack.close();
    }

    @Test
    void shouldHoldUpReadersUntilASuccessorOfTheSameNameStarts() throws Exception {
        killInTheMiddle("thorax-ingest-ingest-service-0");
        long first = readable();

        writeAs("thorax-ingest-another-name", TIMEOUT);
        assertThat(readable())
                .as("what readers see behind the open transaction")
                .isEqualTo(first);

        writeAs("thorax-ingest-ingest-service-0", TIMEOUT);
        await().atMost(PATIENCE).until(() -> readable() == written());
        assertThat(readable()).isGreaterThan(first);
    }

    /** Leaves a transaction as a killed process does: it is neither committed nor aborted. */
    private static void killInTheMiddle(String name) throws Exception {
        Producer<String, byte[]> producer = producer(name, TIMEOUT);
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(event()).get();
        producer.close(Duration.ZERO);
    }

    private static void writeAs(String name, Duration timeout) {
        try (Producer<String, byte[]> producer = producer(name, timeout)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(event());
            producer.commitTransaction();
        }
    }

    private static Producer<String, byte[]> producer(String name, Duration timeout) {
        Map<String, Object> settings = new HashMap<>(stack.superUser());
        settings.put("transactional.id", name);
        settings.put("transaction.timeout.ms", (int) timeout.toMillis());
        return KafkaClients.producer(settings);
    }

    private static ProducerRecord<String, byte[]> event() {
        return new ProducerRecord<>(STORED.topic(), STORED.partition(), "scan", new byte[1]);
    }

    /** Returns the offset up to which readers of committed records come. */
    private static long readable() throws Exception {
        return end(IsolationLevel.READ_COMMITTED);
    }

    private static long written() throws Exception {
        return end(IsolationLevel.READ_UNCOMMITTED);
    }

    private static long end(IsolationLevel level) throws Exception {
        return admin.listOffsets(Map.of(STORED, OffsetSpec.latest()), new ListOffsetsOptions(level))
                .partitionResult(STORED)
                .get()
                .offset();
    }
}
