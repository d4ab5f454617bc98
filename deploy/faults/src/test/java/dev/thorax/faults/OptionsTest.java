package dev.thorax.faults;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class OptionsTest {
    @Test
    void shouldApplyAllKindsIfNoneIsGiven() {
        Options options = CommandLine.populateCommand(new Options());

        assertThat(options.kinds()).containsExactly(FaultKind.values());
        assertThat(options.rate).isEqualTo(10);
    }

    @Test
    void shouldApplyOnlyTheGivenKinds() {
        Options options = CommandLine.populateCommand(new Options(), "--only", "KILL", "--only", "FREEZE");

        assertThat(options.kinds()).containsExactlyInAnyOrder(FaultKind.KILL, FaultKind.FREEZE);
    }
}
