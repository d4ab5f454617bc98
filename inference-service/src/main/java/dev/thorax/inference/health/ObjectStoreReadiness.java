package dev.thorax.inference.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/** Ready while the object store answers. SmallRye itself checks the broker. */
@Readiness
@ApplicationScoped
class ObjectStoreReadiness implements HealthCheck {
    private final ObjectStore store;

    ObjectStoreReadiness(ObjectStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            store.exists("health");
            return HealthCheckResponse.up("object store");
        } catch (StoreUnavailableException e) {
            return HealthCheckResponse.named("object store")
                    .down()
                    .withData("reason", "The object store does not answer; scans wait until it does.")
                    .build();
        }
    }
}
