package dev.thorax.explain.model;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready as soon as the service knows which model is in production, or that there is none yet. */
@Readiness
@ApplicationScoped
class ProductionModelReadiness implements HealthCheck {
    private final ProductionModel production;

    ProductionModelReadiness(ProductionModel production) {
        this.production = production;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Promotions read to their end")
                .status(production.isKnown())
                .build();
    }
}
