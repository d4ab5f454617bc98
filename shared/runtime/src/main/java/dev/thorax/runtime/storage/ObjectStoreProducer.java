package dev.thorax.runtime.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;

import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStores;

/** Produces the configured object store of a service. */
@ApplicationScoped
public class ObjectStoreProducer {
    @Produces
    @Singleton
    ObjectStore objectStore(StorageConfig config, MeterRegistry registry) {
        return ObjectStores.measured(StorageSettings.s3(config), StorageSettings.encryptionKeys(config), registry);
    }

    void close(@Disposes ObjectStore store) {
        store.close();
    }
}
