package dev.thorax.training.run;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.worker.process.ParentWatchdog;
import dev.thorax.worker.process.WorkerSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The worker's own JVM, with an object store that never answers. */
class WorkerProcessIT {
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");

    @TempDir
    private Path folder;

    @Test
    void shouldSayThatTheHeapIsTooSmall() {
        try (WorkerProcess worker = start("5m", Duration.ofMinutes(1))) {
            assertThatThrownBy(() -> worker.await(progress -> {}))
                    .isInstanceOf(WorkerCrashException.class)
                    .hasMessageStartingWith("The training ran out of heap (5m)");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldEndByItselfWhenItsServiceFallsSilent() {
        try (WorkerProcess worker = start("256m", Duration.ofSeconds(3))) {
            assertThatThrownBy(() -> worker.await(progress -> {}))
                    .isInstanceOf(WorkerCrashException.class)
                    .hasMessageContaining("exit code " + ParentWatchdog.SILENCE);
            assertThat(folder).isEmptyDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private WorkerProcess start(String memory, Duration leash) {
        TrainingRequested request =
                new TrainingRequested("t", "phantoms", "convnet50", null, null, 1L, Instant.EPOCH, null, null);
        WorkerSettings settings = new WorkerSettings(
                "dl4j", 0, null, folder, folder, false, NOBODY, "region", "a", "s", "bucket", Duration.ZERO);
        return WorkerProcess.start(request, settings, new WorkerCommand(memory, List.of(), Map.of()), folder, leash);
    }
}
