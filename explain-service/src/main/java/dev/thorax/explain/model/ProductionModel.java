package dev.thorax.explain.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.kafka.SlotChange;
import dev.thorax.runtime.kafka.SlotFollower;

/** Follows which model is in production, from {@code thorax.models}. */
@ApplicationScoped
public class ProductionModel {
    private final SlotFollower follower;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile ModelPromoted promoted;

    /** @param kafka settings of the client */
    public ProductionModel(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.follower = new SlotFollower(kafka, this::changed);
    }

    /** Returns the last promotion to production, if there was one. */
    public Optional<ModelPromoted> promoted() {
        return Optional.ofNullable(promoted);
    }

    /** Returns the version in production, if there is one with valid names. */
    public Optional<ModelVersion> version() {
        return promoted()
                .filter(p -> StorageKeys.isName(p.model()) && StorageKeys.isName(p.version()))
                .map(p -> new ModelVersion(p.model(), p.version()));
    }

    /** Runs {@code listener} after each promotion to production. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Returns whether all promotions that lay in the topic at the start are known. */
    boolean isKnown() {
        return follower.caughtUp();
    }

    /** Returns whether the promotions are followed, or will be when the service has started. */
    boolean isFollowing() {
        return follower.isAlive();
    }

    void start(@Observes StartupEvent starting) {
        follower.start();
    }

    @PreDestroy
    void stop() {
        follower.close();
    }

    void changed(List<SlotChange> changes) {
        changes.stream()
                .filter(change -> change.isOf(Slot.PRODUCTION))
                .map(SlotChange::promoted)
                .reduce((earlier, later) -> later)
                .ifPresent(last -> {
                    promoted = last;
                    listeners.forEach(Runnable::run);
                });
    }
}
