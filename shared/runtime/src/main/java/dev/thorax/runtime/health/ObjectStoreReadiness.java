package dev.thorax.runtime.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports a service as ready if the object store takes an object and returns it. The Kafka connector's own check covers the broker.
 */
@Readiness
@ApplicationScoped
public class ObjectStoreReadiness implements HealthCheck {
    private static final String NAME = "object store";

    private final ObjectStoreProbe probe;

    ObjectStoreReadiness(ObjectStoreProbe probe) {
        this.probe = probe;
    }

    @Override
    public HealthCheckResponse call() {
        String fault = probe.fault();
        return fault == null
                ? HealthCheckResponse.up(NAME)
                : HealthCheckResponse.named(NAME)
                        .down()
                        .withData(
                                "reason",
                                "An object cannot be written, read back and deleted, so work waits. " + fault
                                        + " Check that the bucket exists, that its disk has space, and that the access key"
                                        + " may read, write, list and delete.")
                        .build();
    }
}
