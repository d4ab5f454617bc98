package dev.thorax.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

        WorkerCrashException death = WorkerExitDiagnosis.of(134, "1g", crash);

        assertThat(death)
                .hasMessage(
                        "The training ended in native code (SIGSEGV in libtorch_cpu.so); the service's log says more,"
                                + " and another engine may do better.");
        assertThat(death.mayGoBetter()).isTrue();
    }

    @Test
    void shouldTellTheKernelsKillFromAHeapThatIsTooSmall() {
        WorkerCrashException killed = WorkerExitDiagnosis.of(137, "1g", folder.resolve("none"));
        WorkerCrashException heap = WorkerExitDiagnosis.of(3, "1g", folder.resolve("none"));

        assertThat(killed).hasMessageContaining("was killed (signal 9)").hasMessageContaining("smaller data set");
        assertThat(killed.mayGoBetter()).isTrue();
        assertThat(heap).hasMessageStartingWith("The training ran out of heap (1g); set thorax.training.worker.memory");
        assertThat(heap.mayGoBetter()).isFalse();
    }

    @Test
    void shouldSayWhenTheSystemGivesNoMoreMemory() throws IOException {
        Path crash = folder.resolve("crash.log");
        Files.writeString(crash, "#\n# There is insufficient memory for the Java Runtime Environment to continue.\n");

        assertThat(WorkerExitDiagnosis.of(1, "1g", crash)).hasMessageContaining("got no more memory from the system");
    }
}
