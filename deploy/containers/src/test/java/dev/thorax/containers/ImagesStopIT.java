package dev.thorax.containers;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.Container;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts, kills, starts again and stops each service in its image. */
@WithImages
class ImagesStopIT {
    private static final int TERMINATED = 128 + 15;
    private static final int KILLED = 128 + 9;

    @TempDir
    private static Path folder;

    private static final ContainerStack STACK = new ContainerStack(() -> folder);

    @AfterAll
    static void stopStack() {
        STACK.close();
    }

    /** Nothing answers there, as when the API server of a cluster is away. */
    private static final Map<String, String> IN_A_CLUSTER = Map.of(
            "thorax.training.launcher", "kubernetes",
            "thorax.training.kubernetes.image", "thorax/training-worker:0.1.0",
            "quarkus.kubernetes-client.api-server-url", "http://127.0.0.1:1",
            "quarkus.kubernetes-client.namespace", "thorax");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ingest-service",
                "training-service",
                "training-service-with-worker",
                "inference-service",
                "explain-service"
            })
    void shouldStartAgainAfterAKillAndEndAtAStop(String image) throws Exception {
        Map<String, String> settings = image.equals("training-service") ? IN_A_CLUSTER : Map.of();
        try (ServiceContainer service = STACK.service(image, settings)) {
            service.start();
            assertHealthy(service);
            assertThat(service.checkHealth("QUARKUS_MANAGEMENT_PORT=1").getExitCode())
                    .isEqualTo(1);

            assertThat(service.kill()).isEqualTo(KILLED);
            service.startAgain();
            assertHealthy(service);

            assertThat(service.end()).isEqualTo(TERMINATED);
            assertThat(service.isReady()).isFalse();
        }
    }

    private static void assertHealthy(ServiceContainer service) throws Exception {
        Container.ExecResult result = service.checkHealth();
        assertThat(result.getExitCode()).as(result.toString()).isZero();
    }
}
