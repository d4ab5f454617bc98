package dev.thorax.ingest.decode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

@EnabledOnOs(OS.LINUX)
class ProcessMemoryTest {
    @Test
    void shouldReadTheResidentMemoryOfALivingProcess() {
        long mib = new ProcessMemory(ProcessHandle.current().pid()).residentMib();

        assertThat(mib).isBetween(10L, 1L << 20);
    }

    @Test
    void shouldNoticeMemoryThatIsTaken() {
        ProcessMemory memory = new ProcessMemory(ProcessHandle.current().pid());
        long before = memory.residentMib();
        java.nio.ByteBuffer taken = java.nio.ByteBuffer.allocateDirect(96 << 20);
        for (int i = 0; i < taken.capacity(); i += 1024) {
            taken.put(i, (byte) 1);
        }

        assertThat(memory.residentMib()).isGreaterThan(before + 48);
        assertThat(taken.get(0)).isEqualTo((byte) 1);
    }

    @Test
    void shouldReadNoMemoryOfAProcessThatHasEnded() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor(60, TimeUnit.SECONDS)).isTrue();
        ProcessMemory memory = new ProcessMemory(ended.pid());

        assertThat(memory.residentMib()).isZero();
        assertThatCode(memory::beFirstVictim).doesNotThrowAnyException();
    }

    @Test
    void shouldLetTheKernelEndTheProcessFirst() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        try {
            new ProcessMemory(process.pid()).beFirstVictim();

            assertThat(Files.readString(Path.of("/proc", Long.toString(process.pid()), "oom_score_adj")))
                    .isEqualToIgnoringWhitespace("1000");
        } finally {
            process.destroyForcibly();
        }
    }
}
