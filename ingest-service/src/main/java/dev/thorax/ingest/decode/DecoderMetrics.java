package dev.thorax.ingest.decode;

import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts the decoder processes that ended while they decoded a picture. */
@ApplicationScoped
public class DecoderMetrics {
    private static final String ENDED = "thorax.ingest.decoder.ended";

    private final MeterRegistry registry;

    /** Registers its meters with {@code registry}. */
    public DecoderMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts a process that ended because of {@code fault}. */
    public void ended(DecoderFault fault) {
        registry.counter(ENDED, "cause", fault.name().toLowerCase(Locale.ROOT)).increment();
    }
}
