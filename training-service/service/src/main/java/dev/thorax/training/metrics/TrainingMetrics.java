package dev.thorax.training.metrics;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.thorax.contracts.event.TrainingProgress.State;

/** Counts and times trainings for operators. */
@Singleton
public class TrainingMetrics {
    private static final String VALIDATIONS = "thorax.validations.ended";
    private static final String STATE = "state";

    private final MeterRegistry registry;
    private final Timer duration;
    private final Counter validated;
    private final Counter notValidated;

    /** Registers the metrics. */
    public TrainingMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.duration = Timer.builder("thorax.training.duration")
                .description("Time of a training from taking its request to its answer")
                .register(registry);
        this.validated = registry.counter(VALIDATIONS, STATE, "DONE");
        this.notValidated = registry.counter(VALIDATIONS, STATE, "FAILED");
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

    /** Counts a validation that ended, with or without a page. */
    public void validated(boolean hasPage) {
        (hasPage ? validated : notValidated).increment();
    }

    private void count(State state) {
        registry.counter("thorax.trainings.ended", STATE, state.name()).increment();
    }
}
