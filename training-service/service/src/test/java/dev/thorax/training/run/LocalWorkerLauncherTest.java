package dev.thorax.training.run;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.WorkerDescription;
import dev.thorax.contracts.worker.WorkerSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalWorkerLauncherTest {
    private static final JobKeys JOB = JobKeys.ofTraining("t-1");

    @TempDir
    private Path folder;

    @Test
    void shouldReportAWorkerThatCannotBeginAndLeaveNoFilesOfIt() {
        try (RunningWorker worker = launcher().start(JOB, 1)) {
            assertThat(folder).isNotEmptyDirectory();
            assertThatThrownBy(() -> worker.await(progress -> {}))
                    .isInstanceOf(WorkerCrashException.class)
                    .hasMessageContaining("exit code 1");
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldNeverAdoptAWorkerAsNoneOutlivesItsService() {
        assertThat(launcher().isTied()).isTrue();
        assertThat(launcher().adopt(JOB, 1)).isEmpty();
    }

    /** Returns a launcher of a worker without any class. */
    private LocalWorkerLauncher launcher() {
        WorkerHome home =
                new WorkerHome(folder.resolve("none"), new WorkerDescription("None", List.of(), List.of(), Map.of()));
        WorkerSettings.Store store =
                new WorkerSettings.Store(URI.create("http://127.0.0.1:9"), "region", "a", "s", "bucket", null);
        Duration minute = Duration.ofMinutes(1);
        return new LocalWorkerLauncher(
                new WorkerCommand(home, "16m", List.of(), Map.of()),
                new WorkerSettings(store, 0, 0, null, folder, folder, false, Set.of(), "", Duration.ZERO, minute),
                folder);
    }
}
