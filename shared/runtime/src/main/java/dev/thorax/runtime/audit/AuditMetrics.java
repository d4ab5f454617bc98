package dev.thorax.runtime.audit;

import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Measures the audit. */
@Singleton
class AuditMetrics {
    private final Timer acknowledged;
    private final Counter unacknowledged;

    AuditMetrics(MeterRegistry registry) {
        this.acknowledged = Timer.builder("thorax.audit")
                .description("Time until the broker has acknowledged the audit record of a request")
                .register(registry);
        this.unacknowledged = Counter.builder("thorax.audit.unacknowledged")
                .description("Audit records that the broker did not acknowledge in time")
                .register(registry);
    }

    void acknowledged(long nanos) {
        acknowledged.record(nanos, TimeUnit.NANOSECONDS);
    }

    void unacknowledged() {
        unacknowledged.increment();
    }
}
