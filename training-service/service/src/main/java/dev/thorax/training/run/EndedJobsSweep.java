package dev.thorax.training.run;

import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.quarkus.runtime.StartupEvent;

import dev.thorax.contracts.storage.ObjectRetention;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.runtime.storage.ObjectSweep;
import dev.thorax.runtime.storage.StorageConfig;
import dev.thorax.storage.ObjectStore;

/**
 * Deletes what workers keep of trainings that ended long ago: checkpoints, leases, attempts and results. The progress stays, and so
 * does everything of a training whose order is open. Deletes old probes of the store, too.
 */
@ApplicationScoped
public class EndedJobsSweep {
    private static final Pattern SCRATCH = Pattern.compile(Pattern.quote(StorageKeys.trainings())
            + "([^/]+)/(checkpoint\\.bin|attempts\\.json|missing\\.json|result\\.json|(lease|worker)-\\d+\\.json)");

    private final OpenOrders orders;
    private final ObjectSweep trainings;
    private final ObjectSweep probes;
    private final boolean isForBucket;

    @Inject
    EndedJobsSweep(ObjectStore store, OpenOrders orders, StorageConfig config, Clock clock) {
        this(store, orders, config.sweep(), clock);
    }

    EndedJobsSweep(ObjectStore store, OpenOrders orders, boolean isForBucket, Clock clock) {
        this.orders = orders;
        this.isForBucket = isForBucket;
        this.trainings = new ObjectSweep(store, ObjectRetention.ENDED_TRAININGS, this::isOfAnEndedTraining, clock);
        this.probes = new ObjectSweep(store, ObjectRetention.HEALTH, key -> true, clock);
    }

    void start(@Observes StartupEvent started) {
        trainings.start();
        if (isForBucket) {
            probes.start();
        }
    }

    void sweep() {
        trainings.sweep();
        probes.sweep();
    }

    @PreDestroy
    void stop() {
        trainings.close();
        probes.close();
    }

    private boolean isOfAnEndedTraining(String key) {
        Matcher scratch = SCRATCH.matcher(key);
        return scratch.matches()
                && StorageKeys.isName(scratch.group(1))
                && !orders.contains(JobKeys.ofTraining(scratch.group(1)));
    }
}
