package dev.thorax.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.worker.WorkerExit;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerExitDiagnosisTest {
    @TempDir
    private Path folder;

    @Test
    void shouldNameTheSignalAndTheLibraryOfANativeCrash() throws IOException {
        Path crash = folder.resolve("crash.log");
        Files.writeString(
                crash,
                """
                #
                # A fatal error has been detected by the Java Runtime Environment:
                #
                #  SIGSEGV (0xb) at pc=0x00007f3cd52b9b20, pid=586, tid=587
                #
                # Problematic frame:
                # C  [libtorch_cpu.so+0x12af]  at::native::add
                """);

        WorkerCrashException death = WorkerExitDiagnosis.of("training", 134, "1g", crash);

        assertThat(death)
                .hasMessage(
                        "The training ended in native code (SIGSEGV in libtorch_cpu.so); the service's log says more,"
                                + " and another engine may do better.");
        assertThat(death.isRetryable()).isTrue();
    }

    @Test
    void shouldTellTheKernelsKillFromAHeapThatIsTooSmall() {
        WorkerCrashException killed = WorkerExitDiagnosis.of("training", 137, "1g", folder.resolve("none"));
        WorkerCrashException heap = WorkerExitDiagnosis.of("training", 3, "1g", folder.resolve("none"));

        assertThat(killed).hasMessageContaining("was killed (signal 9)").hasMessageContaining("smaller data set");
        assertThat(killed.isRetryable()).isTrue();
        assertThat(heap).hasMessageStartingWith("The training ran out of heap (1g); set thorax.training.worker.memory");
        assertThat(heap.isRetryable()).isFalse();
    }

    @Test
    void shouldSayWhenTheSystemGivesNoMoreMemory() throws IOException {
        Path crash = folder.resolve("crash.log");
        Files.writeString(crash, "#\n# There is insufficient memory for the Java Runtime Environment to continue.\n");

        assertThat(WorkerExitDiagnosis.of("training", 1, "1g", crash))
                .hasMessageContaining("got no more memory from the system");
    }

    @Test
    void shouldNotTakeAWorkerThatEndedItselfForACrash() {
        WorkerCrashException lease =
                WorkerExitDiagnosis.of("training", WorkerExit.LEASE_LOST, "1g", folder.resolve("none"));
        WorkerCrashException parent =
                WorkerExitDiagnosis.of("comparison", WorkerExit.PARENT_LOST, "1g", folder.resolve("none"));

        assertThat(lease.isInterruption()).isTrue();
        assertThat(parent.isInterruption()).isFalse();
        assertThat(parent).hasMessageStartingWith("The comparison's process ended without a result (exit code 75)");
    }
}
