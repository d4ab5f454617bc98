package dev.thorax.ingest;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.servers.FreePorts;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.servers.TopicCatalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged service consumes nothing while a topic is missing, and lives. */
class MissingTopicIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    static Path folder;

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
    void shouldConsumeOnceItsTopicsFit() throws Exception {
        // Given
        admin.deleteTopics(Set.of(Topics.SCANS_REJECTED)).all().get();
        stack.produce(Topics.SCANS, "bad", new byte[] {1, 2, 3}, Map.of());

        // When
        try (ServiceProcess service = launch()) {
            // Then
            await().atMost(PATIENCE).ignoreException(ConnectException.class).untilAsserted(() -> assertThat(
                            get(service, "/q/health/ready"))
                    .contains("The topic thorax.scans.rejected is missing; create it: kafka-topics.sh"));
            assertThat(service.isReady()).isFalse();
            assertThat(get(service, "/q/health/live")).contains("\"status\": \"UP\"");
            assertThat(admin.listConsumerGroupOffsets("thorax-ingest")
                            .partitionsToOffsetAndMetadata()
                            .get())
                    .isEmpty();

            // When
            TopicCatalog.create(stack.superUser());

            // Then
            service.awaitReady();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(stack.records(Topics.SCANS_REJECTED))
                    .singleElement()
                    .satisfies(record -> assertThat(record.headers().lastHeader(RejectionHeaders.REASON))
                            .isNotNull()));
        }
    }

    private static ServiceProcess launch() {
        Map<String, String> settings = new HashMap<>(stack.settings());
        settings.put("thorax.instance", "missing-topic");
        return ServiceProcess.launch(
                "missing-topic",
                Path.of(System.getProperty("thorax.service.jar")),
                FreePorts.one(),
                folder.resolve("services"),
                List.of("-Xmx1g"),
                settings);
    }

    private static String get(ServiceProcess service, String path) throws Exception {
        URI uri = service.management().resolve(path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
