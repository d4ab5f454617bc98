package dev.thorax.ingest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.ScanLimits;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.AnswerReader;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.records.HostileRecord;
import dev.thorax.testing.records.HostileRecords;
import dev.thorax.testing.records.HostileRun;

import static org.assertj.core.api.Assertions.assertThat;

/** No record stops the service: each is answered, and then the next one. */
class HostileRecordsIT {
    private static final byte[] NO_PICTURE = "no picture".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path folder;

    private static TestStack stack;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        stack = TestStack.start(folder);
        stack.device("room-3");
        service = stack.service(
                Path.of(System.getProperty("thorax.service.jar")),
                Map.of("thorax.instance", "hostile", "thorax.ingest.device-topics", "true"),
                List.of("-Xmx384m", "-XX:+ExitOnOutOfMemoryError"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    /** The topic of all devices, and that of one. */
    @ParameterizedTest
    @ValueSource(strings = {Topics.SCANS, "thorax.scans.room-3"})
    void shouldAnswerEveryRecordAndTheNextOne(String topic) {
        List<HostileRecord> records = HostileRecords.of(ScanLimits.SCAN_RECORD, NO_PICTURE);
        int before = stack.records(Topics.SCANS_REJECTED).size();
        String last = "last-" + topic;
        try (AnswerReader stored = AnswerReader.open(stack, Topics.SCANS_STORED);
                AnswerReader rejected = AnswerReader.open(stack, Topics.SCANS_REJECTED)) {
            new HostileRun(
                            topic,
                            stack::produce,
                            id -> {
                                good(topic, id);
                                stored.await(id);
                            },
                            service::isReady)
                    .check(records);

            stack.produce(topic, 0, null, NO_PICTURE, List.of(Map.entry("ce_id", last.getBytes())));
            rejected.await(last);
            assertThat(rejected.count()).isEqualTo(before + records.size() + 1);
            assertThat(service.jvm().isAlive()).isTrue();
        }
    }

    private static void good(String topic, String id) {
        stack.produce(
                topic,
                0,
                id.getBytes(StandardCharsets.UTF_8),
                TestPictures.png(id.hashCode()),
                List.of(Map.entry("ce_id", id.getBytes(StandardCharsets.UTF_8))));
    }
}
