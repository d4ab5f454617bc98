package dev.thorax.training.run;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.WorkerExit;
import dev.thorax.contracts.worker.WorkerSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The worker's own JVM, with an object store that never answers. */
class WorkerProcessIT {
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");

    private static final Path WORKER = Path.of(System.getProperty("thorax.training.worker.home"));

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
                    .hasMessageContaining("exit code " + WorkerExit.PARENT_LOST);
            assertThat(folder).isEmptyDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private WorkerProcess start(String memory, Duration heartbeatTimeout) {
        WorkerSettings.Store store = new WorkerSettings.Store(NOBODY, "region", "a", "s", "bucket", null);
        WorkerSettings settings = new WorkerSettings(
                store, 0, 0, null, folder, folder, false, Set.of(), "", Duration.ZERO, Duration.ofMinutes(1));
        WorkerCommand command =
                new WorkerCommand(WorkerHome.open(Optional.of(WORKER), true), memory, List.of(), Map.of());
        return WorkerProcess.start(JobKeys.ofTraining("t"), 1, settings, heartbeatTimeout, command, folder);
    }
}
