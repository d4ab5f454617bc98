package dev.thorax.ingest.patient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ErasureOrderTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\u2003", "two\nlines", "a tab\there", "an end\u0000", "a next line\u0085"})
    void shouldTakeNoReasonThatIsNotOneLine(String reason) {
        assertThat(new ErasureOrder("Jane Doe", reason).hasReason()).isFalse();
    }

    @Test
    void shouldTakeAReasonOf500Characters() {
        assertThat(new ErasureOrder("Jane Doe", "x").hasReason()).isTrue();
        assertThat(new ErasureOrder("Jane Doe", "\u00e9".repeat(500)).hasReason())
                .isTrue();
        assertThat(new ErasureOrder("Jane Doe", "x".repeat(501)).hasReason()).isFalse();
    }

    @Test
    void shouldNeverPrintThePatient() {
        assertThat(new ErasureOrder("Jane Doe", "Jane asked for it").toString()).doesNotContain("Jane");
    }
}
