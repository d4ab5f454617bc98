package dev.thorax.explain.heatmap;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import dev.thorax.runtime.health.HealthConfig;

/** Reports a service as not ready if the version in production cannot be opened for heat maps after a while. */
@Readiness
@ApplicationScoped
class ProductionVersionReadiness implements HealthCheck {
    private final ProductionWarmUp warmUp;
    private final HealthConfig config;

    ProductionVersionReadiness(ProductionWarmUp warmUp, HealthConfig config) {
        this.warmUp = warmUp;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        return state(warmUp.waits(), config.promotionPatience());
    }

    static HealthCheckResponse state(Duration waits, Duration patience) {
        boolean isLate = waits.compareTo(patience) > 0;
        HealthCheckResponseBuilder health =
                HealthCheckResponse.named("version in production").status(!isLate);
        return isLate
                ? health.withData(
                                "reason",
                                "The version in production cannot be opened for heat maps after " + waits.toSeconds()
                                        + " seconds; the log has the cause. Promote another one if it cannot be mended.")
                        .build()
                : health.build();
    }
}
