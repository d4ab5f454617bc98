package dev.thorax.onnx;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.storage.StoredPromotion;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PromotionDecisionsTest {
    private static final Instant TIME = TestBundles.TIME;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final PromotionDecisions decisions = new PromotionDecisions(store);

    @Test
    void shouldListThePromotionsToProductionNewestFirst() {
        decide("p-2", "PROMOTED", Slot.PRODUCTION, "v1", TIME);
        decide("p-1", "PROMOTED", Slot.PRODUCTION, "v2", TIME.plusSeconds(1));
        decide("p-3", "PROMOTED", Slot.CANDIDATE, "v3", TIME.plusSeconds(2));
        decide("p-4", "DECLINED", Slot.PRODUCTION, "v4", TIME.plusSeconds(3));
        decide("p-5", "EMPTIED", Slot.PRODUCTION, null, TIME.plusSeconds(4));
        decide("p-6", "PROMOTED", Slot.PRODUCTION, "v6", null);

        assertThat(decisions.toProductionBefore(null))
                .extracting(ModelPromoted::version)
                .containsExactly("v2", "v1");
    }

    @Test
    void shouldLeaveOutThePromotionOfTheTimeItself() {
        decide("p-1", "PROMOTED", Slot.PRODUCTION, "v1", TIME);
        decide("p-2", "PROMOTED", Slot.PRODUCTION, "v2", TIME.plusSeconds(1));

        assertThat(decisions.toProductionBefore(TIME.plusSeconds(1)))
                .extracting(ModelPromoted::version)
                .containsExactly("v1");
        assertThat(decisions.toProductionBefore(TIME)).isEmpty();
    }

    @Test
    void shouldFindTheNewestPromotionOfAVersionToAnySlot() {
        decide("p-1", "PROMOTED", Slot.PRODUCTION, "v1", TIME);
        decide("p-2", "PROMOTED", Slot.CANDIDATE, "v1", TIME.plusSeconds(1));
        decide("p-3", "PROMOTED", Slot.PRODUCTION, "v2", TIME.plusSeconds(2));
        decide("p-4", "DECLINED", Slot.PRODUCTION, "v1", TIME.plusSeconds(3));

        assertThat(decisions.newestOf(TestBundles.MODEL, "v1"))
                .hasValueSatisfying(newest -> assertThat(newest.slot()).isEqualTo(Slot.CANDIDATE.wireName()));
        assertThat(decisions.newestOf(TestBundles.MODEL, "v3")).isEmpty();
        assertThat(decisions.newestOf("other", "v1")).isEmpty();
    }

    @Test
    void shouldPassADecisionThatCannotBeReadOrIsGone() {
        decide("p-1", "PROMOTED", Slot.PRODUCTION, "v1", TIME);
        decide("p-2", "PROMOTED", Slot.PRODUCTION, "v2", TIME.plusSeconds(1));
        store.put(StorageKeys.promotion("p-0"), "{".getBytes(StandardCharsets.US_ASCII), "application/json");
        store.beforeEachCall(call -> {
            if (call.equals("read " + StorageKeys.promotion("p-2"))) {
                store.beforeEachCall(none -> {});
                store.delete(StorageKeys.promotion("p-2"));
            }
        });

        assertThat(decisions.toProductionBefore(null))
                .extracting(ModelPromoted::version)
                .containsExactly("v1");
    }

    /** Else a version that was promoted would look as if it never was. */
    @Test
    void shouldFailIfTheStoreIsAway() {
        decide("p-1", "PROMOTED", Slot.PRODUCTION, "v1", TIME);
        store.beforeEachCall(call -> {
            if (call.startsWith("read")) {
                store.failNext(1);
            }
        });

        assertThatThrownBy(() -> decisions.newestOf(TestBundles.MODEL, "v1"))
                .isInstanceOf(StoreUnavailableException.class);
    }

    private void decide(String id, String outcome, Slot slot, String version, Instant time) {
        StoredPromotion decision = new StoredPromotion(
                id, outcome, slot.wireName(), TestBundles.MODEL, version, null, "ada", "why", null, "reason", time);
        store.put(StorageKeys.promotion(id), Json.write(decision), "application/json");
    }
}
