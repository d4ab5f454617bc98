package dev.thorax.runtime.topic;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports a service as ready if all its topics fit. Its data has one sentence for each that does not. */
@Readiness
@ApplicationScoped
class TopicsReadiness implements HealthCheck {
    private final TopicWatch topics;

    TopicsReadiness(TopicWatch topics) {
        this.topics = topics;
    }

    @Override
    public HealthCheckResponse call() {
        return response(topics.state());
    }

    static HealthCheckResponse response(TopicsState state) {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("topics").status(state.fits());
        state.faults().forEach(health::withData);
        state.accepted().forEach(health::withData);
        if (state.cause() != null) {
            health.withData("reason", "The topics cannot be compared with what is needed yet: " + state.cause());
        }
        return health.build();
    }
}
