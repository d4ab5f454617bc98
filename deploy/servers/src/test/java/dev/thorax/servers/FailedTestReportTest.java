package dev.thorax.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FailedTestReportTest {
    private static final AssertionError FAILURE = new AssertionError("no answer");

    private final FailedTestReport report = new FailedTestReport();

    @TempDir
    Path folder;

    @Test
    void shouldBeFoundByJUnit() {
        assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(FailedTestReport.class);
        assertThat(System.getProperty("junit.jupiter.extensions.autodetection.enabled"))
                .isEqualTo("true");
    }

    @Test
    void shouldLeaveTheFailureOfATestWithoutServices() {
        assertThatThrownBy(() -> report.handleTestExecutionException(null, FAILURE))
                .isSameAs(FAILURE);
    }

    @Test
    void shouldTellHowAServiceEnded() {
        try (ServiceProcess service = endedService()) {
            assertThatThrownBy(() -> report.handleTestExecutionException(null, FAILURE))
                    .hasCause(FAILURE)
                    .hasMessageStartingWith("no answer\n")
                    .hasMessageContaining(service.management() + " has ended. The errors of its log")
                    .hasMessageContaining("Unable to access jarfile");
        }
        assertThatThrownBy(() -> report.handleTestExecutionException(null, FAILURE))
                .isSameAs(FAILURE);
    }

    @Test
    void shouldLeaveATestThatIsSkipped() {
        TestAbortedException skipped = new TestAbortedException();
        try (ServiceProcess service = endedService()) {
            assertThat(service.jvm().isAlive()).isFalse();
            assertThatThrownBy(() -> report.handleTestExecutionException(null, skipped))
                    .isSameAs(skipped);
        }
    }

    private ServiceProcess endedService() {
        ServiceProcess service = ServiceProcess.launch(
                "service", folder.resolve("missing/quarkus-run.jar"), FreePorts.one(), folder, List.of(), Map.of());
        Awaitility.await().atMost(Duration.ofMinutes(10)).until(() -> !service.jvm()
                .isAlive());
        return service;
    }
}
