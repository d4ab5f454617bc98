package dev.thorax.training.promotion;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

class LostPromotionsTest {
    private final PromotionTestBed bed = new PromotionTestBed();
    private final LostPromotions lost = new LostPromotions(bed.decisions, bed.decider, bed, bed);

    @Test
    void shouldAskAgainForThePromotionThatItsTopicLacks() {
        bed.version("v1", 0.2);
        bed.version("v2", 0.2);
        bed.decide(PromotionTestBed.request("p-1", "production", "v1", "Ada", "why"));
        bed.clock.advance(Duration.ofSeconds(1));
        bed.decide(PromotionTestBed.request("p-2", "production", "v2", "Ada", "why"));

        lost.check();

        assertThat(bed.published).singleElement().satisfies(message -> {
            PromotionRequested asked = Json.read(message.getPayload(), PromotionRequested.class);
            assertThat(asked.promotionId()).isEqualTo("p-2");
            PromotionDecision again = bed.decide(asked).orElseThrow();
            assertThat(again.version()).isEqualTo("v2");
            assertThat(bed.decider.records(again)).hasSize(1);
        });
    }

    @Test
    void shouldAskForNothingThatANewerPromotionReplaced() {
        bed.version("v1", 0.2);
        bed.decide(PromotionTestBed.request("p-1", "production", "v1", "Ada", "why"));
        bed.clock.advance(Duration.ofSeconds(1));
        bed.serves("v2");

        lost.check();

        assertThat(bed.published).isEmpty();
    }

    @Test
    void shouldAskForNothingWithoutDecisions() {
        lost.check();

        assertThat(bed.published).isEmpty();
    }
}
