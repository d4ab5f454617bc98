package dev.thorax.ingest.config;

import java.time.Duration;

/** A configuration with two threads for scans, and nothing else. */
public record TwoThreads() implements IngestConfig {
    @Override
    public int threads() {
        return 2;
    }

    @Override
    public int uploads() {
        return 1;
    }

    @Override
    public Duration uploadDeadline() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Decode decode() {
        throw new UnsupportedOperationException();
    }
}
