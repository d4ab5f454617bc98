package dev.thorax.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.servers.FreePorts;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A real Prometheus watches a real service, whose store and then itself is taken away. The rules do not wait here. */
class AlertIT {
    private static final Duration SOON = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private URI prometheus;

    @Test
    void shouldFireIfTheStoreAndThenTheServiceIsGone() throws Exception {
        Path jar = Path.of(System.getProperty("thorax.modules"), "ingest-service/target/quarkus-app/quarkus-run.jar");
        TestStack stack = TestStack.start(folder);
        try {
            ServiceProcess service = stack.service(jar, stack.settings(jar));
            Process watching = startPrometheus(service.management());
            try {
                await().atMost(SOON).until(() -> isUp() && firing().isEmpty());

                stack.s3().close();
                await().atMost(SOON).until(() -> firing().contains("ThoraxStoreUnavailable"));
                assertThat(firing()).doesNotContain("ThoraxServiceDown");

                service.kill();
                await().atMost(SOON).until(() -> firing().contains("ThoraxServiceDown"));
            } finally {
                watching.destroyForcibly();
            }
        } finally {
            stack.close();
        }
    }

    private Process startPrometheus(URI target) throws IOException {
        int port = FreePorts.one();
        prometheus = URI.create("http://127.0.0.1:" + port);
        Files.writeString(
                folder.resolve("rules.yaml"), Files.readString(Rules.FILE).replaceAll("(?m)^ +for: .*\n", ""));
        Path config = Files.writeString(
                folder.resolve("prometheus.yaml"),
                """
                global:
                  scrape_interval: 1s
                  evaluation_interval: 1s
                rule_files:
                  - rules.yaml
                scrape_configs:
                  - job_name: thorax-ingest
                    metrics_path: /q/metrics
                    static_configs:
                      - targets: ["%s"]
                """
                        .formatted(target.getAuthority()));
        try {
            return new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("tsdb"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
        } catch (IOException e) {
            System.out.println("SKIPPED: there is no prometheus, so no alert was seen to fire.");
            Assumptions.abort("There is no prometheus; install Debian's package.");
            throw e;
        }
    }

    private boolean isUp() throws IOException, InterruptedException {
        for (JsonNode target : get("/api/v1/targets").at("/data/activeTargets")) {
            return target.get("health").asText().equals("up");
        }
        return false;
    }

    private Set<String> firing() throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        for (JsonNode alert : get("/api/v1/alerts").at("/data/alerts")) {
            if (alert.get("state").asText().equals("firing")) {
                names.add(alert.at("/labels/alertname").asText());
            }
        }
        return names;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        try {
            HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(prometheus.resolve(path)).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            return new ObjectMapper().readTree(answer.body());
        } catch (java.net.ConnectException e) {
            return new ObjectMapper().createObjectNode();
        }
    }
}
