package dev.thorax.explain.diagnosis;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.Diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

class LatestDiagnosesTest {
    private final LatestDiagnoses latest = new LatestDiagnoses(2);

    @Test
    void shouldKeepTheNewestInOrder() {
        latest.add(at("b", 2));
        latest.add(at("c", 3));

        assertThat(latest.add(at("a", 1))).isFalse();
        assertThat(latest.newest(10)).extracting(Diagnosis::scanId).containsExactly("c", "b");
    }

    @Test
    void shouldTakeTheSameOrAnOlderWordOnAScanForNoNews() {
        latest.add(at("a", 2));

        assertThat(latest.add(at("a", 2))).isFalse();
        assertThat(latest.add(at("a", 1))).isFalse();
        assertThat(latest.add(at("a", 3))).isTrue();
        assertThat(latest.newest(10)).hasSize(1);
    }

    private static Diagnosis at(String scanId, int second) {
        return new Diagnosis(
                scanId,
                null,
                "A",
                Map.of("A", 1.0),
                "m",
                "v",
                "",
                "",
                1,
                Instant.EPOCH,
                Instant.ofEpochSecond(second),
                null);
    }
}
