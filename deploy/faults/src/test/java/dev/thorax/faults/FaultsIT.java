package dev.thorax.faults;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** Three minutes of the command, with pairs of short faults so that most kinds come, and then a rolling restart. */
class FaultsIT {
    @Test
    void shouldLoseAndDoubleNothing() {
        Main main = new Main();

        int status = new CommandLine(main)
                .execute(
                        "--seed",
                        "20261126",
                        "--minutes",
                        "3",
                        "--longest",
                        "5",
                        "--pairs",
                        "100",
                        "--waiting",
                        "100",
                        "--recovery",
                        "600",
                        "--rolling-restart",
                        "--home",
                        "target/runs");

        assertThat(main.problems()).isEmpty();
        assertThat(status).isZero();
    }
}
