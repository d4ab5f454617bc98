package dev.thorax.faults;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.FreePorts;
import dev.thorax.servers.ServiceOptions;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged services start without a broker, and work once there is one. They log as JSON if they should. */
class NoBrokerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private final List<ServiceProcess> services = new ArrayList<>();
    private TestStack stack;

    @BeforeEach
    void start() {
        stack = TestStack.start(folder);
    }

    @AfterEach
    void stop() {
        services.forEach(ServiceProcess::close);
        if (!stack.kafka().jvm().isAlive()) {
            stack.kafka().start();
        }
        stack.close();
    }

    @Test
    void shouldAnswerHttpWithoutABrokerAndWorkOnceThereIsOne() throws Exception {
        stack.kafka().stop();
        FaultStack.SERVICES.forEach(service -> launch(service, Map.of()));
        for (ServiceProcess service : services) {
            await().atMost(PATIENCE).ignoreException(ConnectException.class).untilAsserted(() -> assertThat(
                            get(service, "/q/health/ready").body())
                    .contains("The topics cannot be compared with what is needed yet"));
            assertThat(get(service, "/q/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(service, "/q/health/live").statusCode()).isEqualTo(200);
        }
        assertThat(upload().statusCode()).isEqualTo(503);

        stack.kafka().start();

        services.forEach(ServiceProcess::awaitReady);
        assertThat(upload().statusCode()).isEqualTo(202);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stack.records(Topics.SCANS_STORED))
                .hasSize(1));
    }

    @Test
    void shouldLogOneJsonObjectALineIfAsked() throws Exception {
        ServiceProcess service = launch(Target.TRAINING, Map.of("quarkus.log.console.json.enabled", "true"));
        service.awaitReady().stop();

        List<String> lines = Files.readAllLines(service.log());
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            JsonNode record = Json.mapper().readTree(line);
            assertThat(record.path("message").asText()).as(line).isNotEmpty();
            assertThat(record.path("level").asText()).as(line).isNotEmpty();
            assertThat(Instant.parse(record.path("timestamp").asText()))
                    .as(line)
                    .isAfter(Instant.parse("2026-01-01T00:00:00Z"));
        }
    }

    private ServiceProcess launch(Target service, Map<String, String> extra) {
        Path jar = FaultStack.jar(Path.of(System.getProperty("thorax.modules")), service);
        Map<String, String> settings = new TreeMap<>(stack.settings(jar));
        settings.put("thorax.instance", "no-broker");
        settings.putAll(extra);
        ServiceProcess launched = ServiceProcess.launch(
                service.label(),
                jar,
                FreePorts.one(),
                folder.resolve("services"),
                ServiceOptions.heapOf(service.label()),
                settings);
        services.add(launched);
        return launched;
    }

    private static HttpResponse<String> get(ServiceProcess service, String path) throws Exception {
        return send(HttpRequest.newBuilder(service.management().resolve(path)).build());
    }

    private HttpResponse<String> upload() throws Exception {
        ServiceProcess ingest = services.get(FaultStack.SERVICES.indexOf(Target.INGEST));
        return send(HttpRequest.newBuilder(ingest.url().resolve("/scans"))
                .header(TestKeys.HEADER, TestKeys.DEVICE.header())
                .header("Content-Type", "image/png")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new Pictures(1).png(1, "no-broker")))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
