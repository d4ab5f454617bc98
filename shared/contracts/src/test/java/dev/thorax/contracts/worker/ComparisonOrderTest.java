package dev.thorax.contracts.worker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ComparisonOrderTest {
    @Test
    void shouldNameTheLatestPromotionByItsDigest() {
        ComparisonOrder first = order(promoted("v1"));

        assertThat(first.against())
                .hasSize(16)
                .isEqualTo(order(promoted("v1"), promoted("v0")).against());
        assertThat(first.against())
                .isNotEqualTo(order(promoted("v2"), promoted("v1")).against());
    }

    @Test
    void shouldGoToTheWorkerAsJsonAndBack() throws Exception {
        ComparisonOrder order = order(promoted("v1"));

        byte[] json = Json.write(order);

        assertThat(Json.read(json, ComparisonOrder.class)).isEqualTo(order);
        assertThat(new String(json, UTF_8)).doesNotContain("against");
    }

    @Test
    void shouldKeepThePromotionsThatItWasMadeWith() {
        List<ModelPromoted> promotions = new ArrayList<>(List.of(promoted("v1")));
        ComparisonOrder order = new ComparisonOrder(request(), promotions, 20);

        promotions.clear();

        assertThat(order.promoted()).containsExactly(promoted("v1"));
    }

    private static ComparisonOrder order(ModelPromoted... promotions) {
        return new ComparisonOrder(request(), List.of(promotions), 20);
    }

    private static PromotionRequested request() {
        return new PromotionRequested("p1", "production", "m", "v3", "ann", null, Instant.EPOCH);
    }

    private static ModelPromoted promoted(String version) {
        return new ModelPromoted(
                "production", "m", version, "digest", "ann", ModelPromoted.Basis.WORD, null, Instant.EPOCH);
    }
}
