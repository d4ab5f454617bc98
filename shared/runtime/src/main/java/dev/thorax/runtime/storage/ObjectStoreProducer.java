package dev.thorax.runtime.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;

import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStores;
import dev.thorax.storage.S3Settings;

/** Produces the configured object store of a service. */
@ApplicationScoped
public class ObjectStoreProducer {
    @Produces
    @Singleton
    ObjectStore objectStore(StorageConfig config, MeterRegistry registry) {
        return ObjectStores.measured(
                new S3Settings(
                        config.endpoint(), config.region(), config.accessKey(), config.secretKey(), config.bucket()),
                registry);
    }

    void close(@Disposes ObjectStore store) {
        store.close();
    }
}
