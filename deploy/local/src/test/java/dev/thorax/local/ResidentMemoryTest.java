package dev.thorax.local;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResidentMemoryTest {
    @Test
    void shouldMeasureAProcessThatRuns() {
        assertThat(ResidentMemory.mib(ProcessHandle.current().pid())).isBetween(10L, 1L << 20);
    }

    @Test
    void shouldMeasureNothingOfAProcessThatIsGone() {
        assertThat(ResidentMemory.mib(Integer.MAX_VALUE)).isZero();
    }
}
