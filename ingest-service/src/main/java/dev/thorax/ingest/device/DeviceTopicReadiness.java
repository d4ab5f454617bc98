package dev.thorax.ingest.device;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows the topics of devices that do not fit. The service is ready in spite of them, as the scans of all other devices go on. */
@Readiness
@ApplicationScoped
class DeviceTopicReadiness implements HealthCheck {
    private final DeviceTopicWatch topics;

    DeviceTopicReadiness(DeviceTopicWatch topics) {
        this.topics = topics;
    }

    @Override
    public HealthCheckResponse call() {
        return response(topics.state());
    }

    static HealthCheckResponse response(DeviceTopicState state) {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("device-topics")
                .up()
                .withData("consumed", state.fitting().size())
                .withData("refused", state.faults().size());
        state.faults().entrySet().stream()
                .limit(DeviceTopicWatch.MOST_NAMED)
                .forEach(fault -> health.withData(fault.getKey(), fault.getValue()));
        return health.build();
    }
}
