package dev.thorax.inference.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import dev.thorax.inference.model.PromotionFollower;
import dev.thorax.runtime.health.ThreadLiveness;

/** Reports the service as dead if nothing follows the promotions of models any more. */
@Liveness
@ApplicationScoped
class PromotionsLiveness implements HealthCheck {
    private final PromotionFollower promotions;

    PromotionsLiveness(PromotionFollower promotions) {
        this.promotions = promotions;
    }

    @Override
    public HealthCheckResponse call() {
        return ThreadLiveness.of("promotions", promotions.isFollowing());
    }
}
