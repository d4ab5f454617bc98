package dev.thorax.runtime.audit;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditCaller;
import dev.thorax.runtime.audit.RefusalCounts.Refusal;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalCountsTest {
    private final RefusalCounts counts = new RefusalCounts(3);

    @Test
    void shouldCountEqualRefusalsTogether() {
        counts.add(refusal("192.0.2.1"), 1);
        counts.add(refusal("192.0.2.1"), 1);
        counts.add(refusal("192.0.2.2"), 1);

        assertThat(counts.take()).isEqualTo(Map.of(refusal("192.0.2.1"), 2L, refusal("192.0.2.2"), 1L));
        assertThat(counts.take()).isEmpty();
    }

    @Test
    void shouldBoundWhatAStrangerCanFill() {
        for (int i = 0; i < 100_000; i++) {
            counts.add(refusal("192.0.2." + i), 1);
        }

        Map<Refusal, Long> taken = counts.take();
        assertThat(taken).hasSize(4);
        assertThat(taken.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(100_000);
    }

    private static Refusal refusal(String address) {
        return new Refusal(
                new AuditedRequest(AuditCaller.unknown(address), AuditAction.WAS_REFUSED, "GET /diagnoses"), 401);
    }
}
