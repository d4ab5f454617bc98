package dev.thorax.ingest.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/** Ready while the object store answers; the Kafka connector's own check speaks for the broker. */
@Readiness
@ApplicationScoped
public class ObjectStoreReadiness implements HealthCheck {
    private static final String ANY_KEY = "scans/readiness";

    private final ObjectStore store;

    ObjectStoreReadiness(ObjectStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            store.exists(ANY_KEY);
            return HealthCheckResponse.up("object store");
        } catch (StoreUnavailableException e) {
            return HealthCheckResponse.named("object store")
                    .down()
                    .withData("problem", "The object store does not answer.")
                    .build();
        }
    }
}
