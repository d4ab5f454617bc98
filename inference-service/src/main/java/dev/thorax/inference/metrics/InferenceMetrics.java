package dev.thorax.inference.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ModelPromoted;

/** Metrics of the service inference. */
@Singleton
public class InferenceMetrics {
    private final MeterRegistry registry;
    private final AtomicLong promotedAt = new AtomicLong();
    private final MultiGauge versions;
    private final Map<String, Tags> versionOf = new TreeMap<>();

    /** Registers the metrics in {@code registry}. */
    public InferenceMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("thorax.inference.model.promoted", promotedAt, AtomicLong::get)
                .description("When the serving model was promoted, in seconds since 1970; 0 while there is none")
                .baseUnit("seconds")
                .register(registry);
        this.versions = MultiGauge.builder("thorax.inference.model.info")
                .description("1 for the version that was promoted last (promoted) and the one that serves (serving)")
                .register(registry);
    }

    /** Returns the time to fetch one scan from the store and make the network's input of it. */
    public Timer loading() {
        return Timer.builder("thorax.inference.loading")
                .description("Fetching one scan and making the network's input of it")
                .register(registry);
    }

    /** Returns the time that scoring waits for scans that are still being loaded. */
    public Timer waiting() {
        return Timer.builder("thorax.inference.waiting")
                .description("Scoring waits for scans of its batch that are still being loaded")
                .register(registry);
    }

    /** Returns the time of one run of the network over a batch. */
    public Timer scoring() {
        return Timer.builder("thorax.inference.scoring")
                .description("One run of the network over a batch")
                .register(registry);
    }

    /** Returns the number of scans in one run of the network. */
    public DistributionSummary batch() {
        return DistributionSummary.builder("thorax.inference.batch")
                .description("Scans in one run of the network")
                .baseUnit("scans")
                .register(registry);
    }

    /** Returns the count of scans answered with a failure. */
    public Counter failed(String reason) {
        return Counter.builder("thorax.inference.failed")
                .description("Scans that could not be scored, by reason")
                .tag("reason", reason)
                .register(registry);
    }

    /** Returns the count of diagnoses like this one. */
    public Counter diagnosed(Diagnosis diagnosis) {
        return Counter.builder("thorax.inference.diagnoses")
                .description("Scans that were scored, by whether they have a class, and why not")
                .tag("outcome", diagnosis.outcome().code())
                .tag(
                        "reason",
                        diagnosis.reason() == null ? "none" : diagnosis.reason().code())
                .register(registry);
    }

    /** Returns the count of scans whose event came again and had a diagnosis. */
    public Counter alreadyDiagnosed() {
        return Counter.builder("thorax.inference.already.diagnosed")
                .description("Scans whose event came again and that had a diagnosis for it")
                .register(registry);
    }

    /** Returns the count of scans that production and the candidate both scored. */
    public Counter compared(boolean agree) {
        return Counter.builder("thorax.inference.candidate.scans")
                .description("Scans that the candidate scored too, by whether its outcome and class are production's")
                .tag("agrees", agree ? "yes" : "no")
                .register(registry);
    }

    /** Returns the count of scans that the candidate could not score. */
    public Counter candidateFailed() {
        return Counter.builder("thorax.inference.candidate.failed")
                .description("Scans that production scored and the candidate could not")
                .register(registry);
    }

    /** Returns the time of one run of the candidate over a batch. */
    public Timer candidateScoring() {
        return Timer.builder("thorax.inference.candidate.scoring")
                .description("One run of the candidate's network over a batch")
                .register(registry);
    }

    /** Returns the count of promoted versions that could not serve. */
    public Counter brokenModels() {
        return Counter.builder("thorax.inference.model.broken")
                .description("Promoted versions that could not serve, so that the one before went on")
                .register(registry);
    }

    /** Sets which version was promoted last. */
    public void promoted(ModelPromoted promotion) {
        show("promoted", promotion);
    }

    /** Sets which version serves. */
    public void serving(ModelPromoted promotion) {
        promotedAt.set(
                promotion.promotedAt() == null ? 0 : promotion.promotedAt().getEpochSecond());
        show("serving", promotion);
    }

    private synchronized void show(String slot, ModelPromoted promotion) {
        versionOf.put(slot, Tags.of("slot", slot, "model", promotion.model(), "version", promotion.version()));
        versions.register(
                versionOf.values().stream().map(tags -> Row.of(tags, 1)).toList(), true);
    }
}
