package dev.thorax.runtime.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.thorax.storage.ObjectStore;

/** Gives each service its configured object store. */
@ApplicationScoped
public class ObjectStoreProducer {
    @Produces
    @Singleton
    ObjectStore objectStore(StorageConfig config) {
        return new ObjectStore(
                config.endpoint(), config.region(), config.accessKey(), config.secretKey(), config.bucket());
    }

    void close(@Disposes ObjectStore store) throws Exception {
        store.close();
    }
}
