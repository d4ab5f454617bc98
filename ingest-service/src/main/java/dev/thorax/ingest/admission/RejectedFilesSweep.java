package dev.thorax.ingest.admission;

import java.time.Clock;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dev.thorax.contracts.storage.ObjectRetention;
import dev.thorax.runtime.storage.ObjectSweep;
import dev.thorax.runtime.storage.StorageConfig;
import dev.thorax.storage.ObjectStore;

/** Deletes the files of rejected scans when they have expired. */
@ApplicationScoped
class RejectedFilesSweep {
    private final ObjectSweep sweep;
    private final boolean enabled;

    RejectedFilesSweep(ObjectStore store, StorageConfig config, Clock clock) {
        this.sweep = new ObjectSweep(store, ObjectRetention.REJECTED, key -> true, clock);
        this.enabled = config.sweep();
    }

    void start(@Observes StartupEvent started) {
        if (enabled) {
            sweep.start();
        }
    }

    @PreDestroy
    void stop() {
        sweep.close();
    }
}
