package dev.thorax.explain.diagnosis;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.Diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

class LatestDiagnosesTest {
    private Instant now = Instant.ofEpochSecond(100);
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final LatestDiagnoses latest = new LatestDiagnoses(2, clock);

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

    @Test
    void shouldNotKeepATimeFarInTheFutureOnTop() {
        latest.add(at("a", 2_000_000_000));
        now = now.plusSeconds(10);
        latest.add(at("b", 105));

        assertThat(latest.newest(10)).extracting(Diagnosis::scanId).containsExactly("b", "a");
        assertThat(latest.add(at("a", 2_000_000_000))).isFalse();
        assertThat(latest.add(at("a", 108))).isTrue();
        assertThat(latest.newest(1)).containsExactly(at("a", 108));
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
