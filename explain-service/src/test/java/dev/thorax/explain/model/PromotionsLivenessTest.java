package dev.thorax.explain.model;

import java.util.Map;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PromotionsLivenessTest {
    /** Without an address, so that each try to connect fails at once. */
    private final ProductionModel production = new ProductionModel(Map.of());

    private final PromotionsLiveness liveness = new PromotionsLiveness(production);

    @Test
    void shouldBeAliveBeforeTheServiceHasStarted() {
        HealthCheckResponse answer = liveness.call();

        assertThat(answer.getName()).isEqualTo("promotions");
        assertThat(answer.getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void shouldBeAliveWhileItTriesToConnect() {
        production.start(new StartupEvent());
        try {
            assertThat(liveness.call().getStatus()).isEqualTo(Status.UP);
        } finally {
            production.stop();
        }
    }

    @Test
    void shouldBeDeadAndReportWhatToDoIfNothingFollowsThePromotions() {
        production.start(new StartupEvent());
        production.stop();

        HealthCheckResponse answer = liveness.call();

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData().orElseThrow().get("reason")).asString().contains("start the service again");
    }
}
