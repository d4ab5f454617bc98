package dev.thorax.training;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/** Ready while the object store answers. */
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {
    private final ObjectStore store;

    StoreReadiness(ObjectStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            store.exists(StorageKeys.training("health", "none"));
            return HealthCheckResponse.up("object store");
        } catch (StoreUnavailableException e) {
            return HealthCheckResponse.named("object store")
                    .down()
                    .withData("reason", e.getMessage())
                    .build();
        }
    }
}
