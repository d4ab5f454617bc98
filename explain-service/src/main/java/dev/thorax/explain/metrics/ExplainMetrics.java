package dev.thorax.explain.metrics;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Metrics of the service explain. */
@ApplicationScoped
public class ExplainMetrics {
    private final MeterRegistry registry;
    private final Timer computing;
    private final Counter cached;
    private final Counter kept;
    private final Counter unreadable;
    private final Counter requests;

    /** Registers the metrics in {@code registry}. */
    public ExplainMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.computing = Timer.builder("thorax.explain.compute")
                .description("Time that the network took for one heat map, without waiting for a turn")
                .register(registry);
        this.cached = counter("thorax.explain.cached", "Explanations whose heat map was in the object store");
        this.kept = counter("thorax.explain.diagnoses.kept", "Diagnoses handed to the object store");
        this.unreadable = counter("thorax.explain.diagnoses.unreadable", "Diagnoses ignored as unreadable");
        this.requests = counter("thorax.explain.requests", "Explanations asked for over Kafka and answered");
    }

    /** Runs {@code work} and measures its time. */
    public <T> T computing(Supplier<T> work) {
        return computing.record(work);
    }

    /** Counts a heat map that was read from the object store. */
    public void cached() {
        cached.increment();
    }

    /** Counts a diagnosis written to the object store. */
    public void diagnosisArchived() {
        kept.increment();
    }

    /** Counts a diagnosis that could not be read. */
    public void diagnosisUnreadable() {
        unreadable.increment();
    }

    /** Counts an answered request of the topic. */
    public void requestAnswered() {
        requests.increment();
    }

    /** Counts a version promoted to production that was opened and run before its first heat map, or could not be. */
    public void warmedUp(boolean succeeded) {
        Counter.builder("thorax.explain.warmups")
                .description("Versions opened and run when they were promoted to production, by outcome")
                .tag("outcome", succeeded ? "ready" : "failed")
                .register(registry)
                .increment();
    }

    /** Measures how many pages are open. */
    public void pages(AtomicInteger open) {
        Gauge.builder("thorax.explain.pages", open, AtomicInteger::get)
                .description("Pages that follow the stream")
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
