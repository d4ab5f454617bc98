package dev.thorax.explain.model;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import dev.thorax.runtime.health.ThreadLiveness;

/** Reports the service as dead if nothing follows the promotions of models any more. */
@Liveness
@ApplicationScoped
class PromotionsLiveness implements HealthCheck {
    private final ProductionModel production;

    PromotionsLiveness(ProductionModel production) {
        this.production = production;
    }

    @Override
    public HealthCheckResponse call() {
        return ThreadLiveness.of("promotions", production.isFollowing());
    }
}
