package dev.thorax.ingest;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.FreePorts;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged service starts without a broker, and works once there is one. */
class NoBrokerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void shouldAnswerHttpWithoutABrokerAndWorkOnceThereIsOne() throws Exception {
        TestStack stack = TestStack.start(folder);
        stack.kafka().stop();
        try (ServiceProcess service = launch(stack)) {
            await().atMost(PATIENCE).ignoreException(ConnectException.class).untilAsserted(() -> assertThat(
                            get(service, "/q/health/ready").body())
                    .contains("The topics cannot be compared with what is needed yet"));
            assertThat(get(service, "/q/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(service, "/q/health/live").statusCode()).isEqualTo(200);
            assertThat(upload(service).statusCode()).isEqualTo(503);

            stack.kafka().start();

            service.awaitReady();
            assertThat(upload(service).statusCode()).isEqualTo(202);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(stack.records(Topics.SCANS_STORED))
                    .hasSize(1));
        } finally {
            if (!stack.kafka().jvm().isAlive()) {
                stack.kafka().start();
            }
            stack.close();
        }
    }

    private ServiceProcess launch(TestStack stack) {
        TreeMap<String, String> settings = new TreeMap<>(stack.settings());
        settings.put("thorax.instance", "no-broker");
        return ServiceProcess.launch(
                "no-broker",
                Path.of(System.getProperty("thorax.service.jar")),
                FreePorts.one(),
                folder.resolve("services"),
                List.of("-Xmx384m"),
                settings);
    }

    private static HttpResponse<String> get(ServiceProcess service, String path) throws Exception {
        return send(HttpRequest.newBuilder(service.url().resolve(path)).build());
    }

    private static HttpResponse<String> upload(ServiceProcess service) throws Exception {
        return send(HttpRequest.newBuilder(service.url().resolve("/scans"))
                .header("Content-Type", "image/png")
                .POST(HttpRequest.BodyPublishers.ofByteArray(TestPictures.png(1)))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
