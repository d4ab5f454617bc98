package dev.thorax.ingest.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A configuration with threads for scans, and nothing else.
 *
 * @param threads their number
 */
public record FixedThreads(int threads) implements IngestConfig {
    @Override
    public int uploads() {
        return 1;
    }

    @Override
    public Duration uploadDeadline() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean deviceTopics() {
        return false;
    }

    @Override
    public Optional<List<String>> deviceSources() {
        return Optional.empty();
    }

    @Override
    public Decode decode() {
        throw new UnsupportedOperationException();
    }
}
