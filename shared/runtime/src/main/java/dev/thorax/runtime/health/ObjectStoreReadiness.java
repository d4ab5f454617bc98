package dev.thorax.runtime.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/** Reports a service as ready if the object store answers. The Kafka connector's own check covers the broker. */
@Readiness
@ApplicationScoped
public class ObjectStoreReadiness implements HealthCheck {
    private static final String NAME = "object store";
    private static final String ANY_KEY = "health";

    private final ObjectStore store;

    ObjectStoreReadiness(ObjectStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            store.exists(ANY_KEY);
            return HealthCheckResponse.up(NAME);
        } catch (StoreUnavailableException e) {
            return HealthCheckResponse.named(NAME)
                    .down()
                    .withData("reason", "The object store does not answer; work waits until it does.")
                    .build();
        }
    }
}
