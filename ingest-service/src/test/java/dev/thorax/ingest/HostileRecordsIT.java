package dev.thorax.ingest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        service = stack.service(
                Path.of(System.getProperty("thorax.service.jar")),
                Map.of("thorax.instance", "hostile"),
                List.of("-Xmx384m", "-XX:+ExitOnOutOfMemoryError"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void shouldAnswerEveryRecordAndTheNextOne() {
        List<HostileRecord> records = HostileRecords.of(ScanLimits.SCAN_RECORD, NO_PICTURE);
        try (AnswerReader stored = AnswerReader.open(stack, Topics.SCANS_STORED);
                AnswerReader rejected = AnswerReader.open(stack, Topics.SCANS_REJECTED)) {
            new HostileRun(
                            Topics.SCANS,
                            stack::produce,
                            id -> {
                                good(id);
                                stored.await(id);
                            },
                            service::isReady)
                    .check(records);

            stack.produce(Topics.SCANS, 0, null, NO_PICTURE, List.of(Map.entry("ce_id", "last".getBytes())));
            rejected.await("last");
            assertThat(rejected.count()).isEqualTo(records.size() + 1);
            assertThat(service.jvm().isAlive()).isTrue();
        }
    }

    private static void good(String id) {
        stack.produce(
                Topics.SCANS,
                0,
                id.getBytes(StandardCharsets.UTF_8),
                TestPictures.png(id.hashCode()),
                List.of(Map.entry("ce_id", id.getBytes(StandardCharsets.UTF_8))));
    }
}
