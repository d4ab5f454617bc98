package dev.thorax.inference.health;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import dev.thorax.inference.model.ProductionModel;
import dev.thorax.inference.model.PromotionFollower;
import dev.thorax.inference.shadow.ShadowScorer;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.health.HealthConfig;

/**
 * Reports which model serves. It is healthy to wait for a first promotion. Down until the promotions are read, and if the last one does
 * not serve after {@link HealthConfig#promotionPatience}.
 */
@Readiness
@ApplicationScoped
class ProductionModelReadiness implements HealthCheck {
    private final ProductionModel production;
    private final PromotionFollower promotions;
    private final ShadowScorer shadow;
    private final HealthConfig config;

    ProductionModelReadiness(
            ProductionModel production, PromotionFollower promotions, ShadowScorer shadow, HealthConfig config) {
        this.production = production;
        this.promotions = promotions;
        this.shadow = shadow;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health =
                state(promotions.caughtUp(), promotions.waits(), config.promotionPatience());
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

    /** Returns the check without what serves. */
    static HealthCheckResponseBuilder state(boolean promotionsRead, Duration waits, Duration patience) {
        boolean isLate = waits.compareTo(patience) > 0;
        HealthCheckResponseBuilder health = HealthCheckResponse.named("model")
                .status(promotionsRead && !isLate)
                .withData("promotions-read", promotionsRead);
        return isLate
                ? health.withData(
                        "reason",
                        "The version that was promoted last does not serve after " + waits.toSeconds()
                                + " seconds; see fault, and promote another one if it cannot be mended.")
                : health;
    }
}
