package dev.thorax.inference.health;

import java.time.Duration;

import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProductionModelReadinessTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Test
    void shouldBeReadyWhileAPromotedVersionIsLoaded() {
        assertThat(ProductionModelReadiness.state(true, PATIENCE, PATIENCE)
                        .build()
                        .getStatus())
                .isEqualTo(Status.UP);
    }

    @Test
    void shouldNotBeReadyIfThePromotedVersionDoesNotServeForTooLong() {
        var response = ProductionModelReadiness.state(true, PATIENCE.plusSeconds(1), PATIENCE)
                .build();

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow().get("reason"))
                .asString()
                .contains("does not serve after 601 seconds");
    }

    @Test
    void shouldNotBeReadyBeforeThePromotionsAreRead() {
        assertThat(ProductionModelReadiness.state(false, Duration.ZERO, PATIENCE)
                        .build()
                        .getStatus())
                .isEqualTo(Status.DOWN);
    }
}
