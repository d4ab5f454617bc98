package dev.thorax.training.promotion;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.training.promotion.PromotionDecision.Outcome;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DecisionStoreTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MORE = 50;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.fixed(BEGIN, ZoneOffset.UTC));
    private final DecisionStore decisions = new DecisionStore(store);

    @Test
    void shouldKeepTheNewestInMemoryAndTheLastOfEachSlot() {
        write("promoted", Outcome.PROMOTED, 0);
        for (int i = 1; i < DecisionStore.KEPT + MORE; i++) {
            write("declined-" + i, Outcome.DECLINED, i);
        }

        assertThat(decisions.newest(Integer.MAX_VALUE)).hasSize(DecisionStore.KEPT);
        assertThat(decisions.newest(1).get(0).promotionId()).isEqualTo("declined-" + (DecisionStore.KEPT + MORE - 1));
        assertThat(decisions.newestOf(Slot.PRODUCTION).orElseThrow().promotionId())
                .isEqualTo("promoted");
        assertThat(decisions.find("declined-1")).isPresent();
    }

    @Test
    void shouldReadEachDecisionOnceAndSeeThoseOfOtherReplicas() {
        write("first", Outcome.PROMOTED, 0);
        AtomicInteger calls = new AtomicInteger();
        store.beforeEachCall(call -> calls.incrementAndGet());

        assertThat(decisions.newest(9)).hasSize(1);
        int once = calls.get();
        assertThat(decisions.newest(9)).hasSize(1);
        assertThat(calls.get() - once).isEqualTo(1);
        write("second", Outcome.PROMOTED, 1);

        assertThat(decisions.newestOf(Slot.PRODUCTION).orElseThrow().promotionId())
                .isEqualTo("second");
    }

    @Test
    void shouldSkipADecisionThatCannotBeRead() {
        write("first", Outcome.PROMOTED, 0);
        put("torn", "{".getBytes(UTF_8));
        put("empty", "{}".getBytes(UTF_8));
        put("copy", store.get(StorageKeys.promotion("first")));

        assertThat(decisions.newest(9))
                .extracting(PromotionDecision::promotionId)
                .containsExactly("first");
        assertThat(decisions.newestOf(Slot.PRODUCTION)).isPresent();
        assertThatThrownBy(() -> decisions.find("torn")).isInstanceOf(Json.UnreadableEventException.class);
    }

    private void write(String id, Outcome outcome, int second) {
        PromotionDecision decision = new PromotionDecision(
                id, outcome, "production", "m", "v", "0", null, null, Basis.WORD, "why", BEGIN.plusSeconds(second));
        put(id, Json.write(decision));
    }

    private void put(String id, byte[] json) {
        store.put(StorageKeys.promotion(id), json, "application/json");
    }
}
