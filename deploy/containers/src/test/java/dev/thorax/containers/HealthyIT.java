package dev.thorax.containers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the health check of the images on this machine. */
class HealthyIT {
    @TempDir
    private Path folder;

    private HttpServer service;
    private volatile int answer = 200;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            boolean probe = exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getPath().equals("/q/health/ready");
            exchange.sendResponseHeaders(probe ? answer : 404, -1);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"200, true", "503, false", "404, false", "500, false"})
    void shouldTakeTheAnswerOfTheService(int status, boolean healthy) throws Exception {
        answer = status;

        assertThat(isHealthy()).isEqualTo(healthy);
    }

    @Test
    void shouldFindThatNothingListens() throws Exception {
        service.stop(0);

        assertThat(isHealthy()).isFalse();
    }

    private boolean isHealthy() throws Exception {
        Map<String, String> environment = Map.of(
                "PATH", System.getenv("PATH"),
                "QUARKUS_MANAGEMENT_HOST", "0.0.0.0",
                "QUARKUS_MANAGEMENT_PORT", Integer.toString(service.getAddress().getPort()));
        return new Script(folder, environment).run("healthy").status() == 0;
    }
}
