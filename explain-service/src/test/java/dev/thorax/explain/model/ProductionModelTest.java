package dev.thorax.explain.model;

import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;

class ProductionModelTest {
    private final ExplainFixture fixture = new ExplainFixture();
    private final ProductionModel production = Promotions.none();

    @Test
    void shouldHoldTheLastPromotionToProduction() {
        AtomicInteger changes = new AtomicInteger();
        production.onChange(changes::incrementAndGet);
        ModelPromoted promoted = TestBundles.store(fixture.store, "v1", 1);
        assertThat(production.version()).isEmpty();

        Promotions.deliver(production, promoted);
        Promotions.deliver(production, TestBundles.asCandidate(promoted, ExplainFixture.NOW));

        assertThat(production.promoted()).contains(promoted);
        assertThat(production.version()).contains(new ModelVersion(TestBundles.MODEL, "v1"));
        assertThat(changes).hasValue(1);
    }

    @Test
    void shouldIgnoreAVersionThatCannotBeAKey() {
        Promotions.deliver(
                production,
                new ModelPromoted(
                        Slot.PRODUCTION.wireName(), "..", "/", "digest", "test", null, null, ExplainFixture.NOW));

        assertThat(production.version()).isEmpty();
    }

    @Test
    void shouldNotBeReadyBeforeThePromotionsAreRead() {
        assertThat(new ProductionModelReadiness(production).call().getStatus()).isEqualTo(Status.DOWN);
    }
}
