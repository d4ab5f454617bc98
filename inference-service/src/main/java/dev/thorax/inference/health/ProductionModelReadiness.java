package dev.thorax.inference.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import dev.thorax.inference.model.ProductionModel;
import dev.thorax.inference.model.PromotionFollower;
import dev.thorax.inference.shadow.ShadowScorer;
import dev.thorax.onnx.OpenedModel;
import dev.thorax.onnx.ScoringSession;

/** Reports which model serves. Always up, as it is healthy to wait for the first model. */
@Readiness
@ApplicationScoped
class ProductionModelReadiness implements HealthCheck {
    private final ProductionModel production;
    private final PromotionFollower promotions;
    private final ShadowScorer shadow;

    ProductionModelReadiness(ProductionModel production, PromotionFollower promotions, ShadowScorer shadow) {
        this.production = production;
        this.promotions = promotions;
        this.shadow = shadow;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health =
                HealthCheckResponse.named("model").up().withData("promotions-read", promotions.caughtUp());
        shadow.state().ifPresent(state -> health.withData("candidate", state));
        promotions.fault().ifPresent(fault -> health.withData("fault", fault));
        if (!production.isServing()) {
            return health.withData("serving", "none; scans wait for a promotion that can serve")
                    .build();
        }
        try (OpenedModel<ScoringSession> model = production.lease()) {
            return health.withData("serving", model.manifest().model())
                    .withData("version", model.manifest().version())
                    .build();
        }
    }
}
