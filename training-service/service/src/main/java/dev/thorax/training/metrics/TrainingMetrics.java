package dev.thorax.training.metrics;

import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.thorax.contracts.event.TrainingProgress.State;

/** What operators count of trainings. */
@Singleton
public class TrainingMetrics {
    private final MeterRegistry registry;
    private final Timer duration;

    TrainingMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.duration = Timer.builder("thorax.training.duration")
                .description("Time of a training from taking its request to its answer")
                .register(registry);
    }

    public <T> T time(Supplier<T> training) {
        return duration.record(training);
    }

    public void ended(State state) {
        registry.counter("thorax.trainings.ended", "state", state.name()).increment();
    }
}
