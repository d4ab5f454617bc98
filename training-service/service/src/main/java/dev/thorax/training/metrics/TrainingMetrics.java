package dev.thorax.training.metrics;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.thorax.contracts.event.TrainingProgress.State;

/** Counts and times trainings for operators. */
@Singleton
public class TrainingMetrics {
    private final MeterRegistry registry;
    private final Timer duration;

    /** Registers the metrics. */
    public TrainingMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.duration = Timer.builder("thorax.training.duration")
                .description("Time of a training from taking its request to its answer")
                .register(registry);
    }

    /** Counts a training that ended after {@code time} since its request was accepted. */
    public void ended(State state, Duration time) {
        duration.record(time);
        count(state);
    }

    /** Counts a request that was refused. */
    public void refused() {
        count(State.FAILED);
    }

    private void count(State state) {
        registry.counter("thorax.trainings.ended", "state", state.name()).increment();
    }
}
