package dev.thorax.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FaultReportTest {
    private static final Fault KILL = new Fault(FaultKind.KILL, Target.BROKER, Duration.ZERO, Duration.ofSeconds(5));
    private static final Fault FULL = new Fault(FaultKind.FULL, Target.STORE, Duration.ZERO, Duration.ofSeconds(9));

    @TempDir
    private Path folder;

    @Test
    void shouldWriteEachFaultWithTheRecoveryOfItsStep() throws IOException {
        Path file = folder.resolve("faults.csv");
        FaultReport report = new FaultReport(file);

        report.add(1, Duration.ofSeconds(2), step(KILL), Duration.ofMillis(1500));
        report.add(2, Duration.ofSeconds(20), step(KILL, FULL), Duration.ofMillis(7500));
        report.add(3, Duration.ofSeconds(40), step(FULL), null);

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "step,begin_seconds,kind,target,length_seconds,recovery_seconds",
                        "1,2.0,KILL,broker,5,1.5",
                        "2,20.0,KILL,broker,5,7.5",
                        "2,20.0,FULL,store,9,7.5",
                        "3,40.0,FULL,store,9,none");
        assertThat(report.faults()).isEqualTo(4);
        assertThat(report.survived()).isEqualTo(3);
        assertThat(report.longest()).isEqualTo(Duration.ofMillis(7500));
        assertThat(report.byKind())
                .containsExactly("| FULL store | 2 | 7.5 s | 0.0 s |", "| KILL broker | 2 | 7.5 s | 1.5 s |");
    }

    private static FaultStep step(Fault... faults) {
        return new FaultStep(Duration.ZERO, List.of(faults));
    }
}
