package dev.thorax.explain.heatmap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.explain.metrics.ExplainMetrics;
import dev.thorax.explain.model.ProductionModel;
import dev.thorax.storage.Backoff;

/**
 * Opens and runs each version that is promoted to production, in the background, so that its first heat map is as fast as
 * the others. If that fails, it is tried again with growing pauses. Of promotions that wait only the newest is warmed up.
 */
@ApplicationScoped
public class ProductionWarmUp {
    private static final Logger LOG = Logger.getLogger(ProductionWarmUp.class);
    /** Longest wait for a version that is being warmed up when the service ends. */
    private static final Duration STOP = Duration.ofSeconds(5);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "warm-up"));
    private final Backoff backoff;
    private final Clock clock;
    private final ProductionModel production;
    private final SessionPool versions;
    private final ExplainMetrics metrics;
    private volatile @Nullable ModelVersion newest;
    private volatile @Nullable Instant waitsSince;

    @Inject
    ProductionWarmUp(ProductionModel production, SessionPool versions, ExplainMetrics metrics, Clock clock) {
        this(production, versions, metrics, clock, Backoff.between(Duration.ofSeconds(2), Duration.ofMinutes(5)));
    }

    ProductionWarmUp(
            ProductionModel production, SessionPool versions, ExplainMetrics metrics, Clock clock, Backoff backoff) {
        this.production = production;
        this.versions = versions;
        this.metrics = metrics;
        this.clock = clock;
        this.backoff = backoff;
    }

    /** Returns how long the version in production is not open yet. Zero if it was opened, or if there is none. */
    public Duration waits() {
        Instant since = waitsSince;
        return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    }

    /** Listens before the promotions are read. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent starting) {
        production.onChange(() -> production.version().ifPresent(this::schedule));
    }

    void schedule(ModelVersion version) {
        newest = version;
        waitsSince = clock.instant();
        thread.execute(() -> warmUp(version, 1));
    }

    /** @param attempt number of this try, at least 1 */
    private void warmUp(ModelVersion version, int attempt) {
        if (!version.equals(newest)) {
            return;
        }
        long start = System.nanoTime();
        try {
            versions.warmUp(version);
            metrics.warmedUp(true);
            waitsSince = null;
            LOG.infof(
                    "Warmed up a model version model=%s version=%s millis=%d",
                    version.model(), version.version(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        } catch (RuntimeException | Error e) {
            metrics.warmedUp(false);
            LOG.warnf(
                    "A model version could not be warmed up and is tried again model=%s version=%s cause=\"%s\"",
                    version.model(), version.version(), e);
            thread.schedule(
                    () -> warmUp(version, attempt + 1), backoff.pause(attempt).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Waits for a version that is being warmed up, as it writes to the cache. */
    @PreDestroy
    void stop() throws InterruptedException {
        thread.shutdownNow();
        thread.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS);
    }
}
