package dev.thorax.ingest.metrics;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.ingest.admission.Outcome;

/** Counts and times scans. A batch that comes again is counted again. No label names a scan or a patient. */
@ApplicationScoped
public class IngestMetrics {
    private static final String RECEIVED = "thorax.ingest.received";
    private static final String STORED = "thorax.ingest.stored";
    private static final String REJECTED = "thorax.ingest.rejected";
    private static final String DUPLICATE = "thorax.ingest.duplicate";
    private static final String FILED_AGAIN = "thorax.ingest.filed.again";
    private static final String RELABELLED = "thorax.ingest.relabelled";
    private static final String SECONDS = "thorax.ingest.scan";

    private final MeterRegistry registry;
    private final Timer timer;

    /** Registers its meters with {@code registry}. */
    public IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.timer = Timer.builder(SECONDS)
                .description("Time to judge and store one scan")
                .register(registry);
    }

    /** Counts a scan by its outcome and measures the time of its admission. */
    public Outcome measure(Supplier<Outcome> admission) {
        registry.counter(RECEIVED).increment();
        Outcome outcome = timer.record(admission);
        if (outcome instanceof Outcome.Rejected rejected) {
            rejected(rejected.why().reason());
        } else {
            registry.counter(counter(outcome)).increment();
        }
        return outcome;
    }

    private static String counter(Outcome outcome) {
        if (outcome instanceof Outcome.Refiled refiled) {
            return refiled.relabelled() ? RELABELLED : FILED_AGAIN;
        }
        return outcome instanceof Outcome.Stored ? STORED : DUPLICATE;
    }

    /** Counts a rejected scan. */
    public void rejected(RejectionReason reason) {
        registry.counter(REJECTED, "reason", reason.code()).increment();
    }
}
