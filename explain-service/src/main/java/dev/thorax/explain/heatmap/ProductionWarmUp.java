package dev.thorax.explain.heatmap;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.explain.metrics.ExplainMetrics;
import dev.thorax.explain.model.ProductionModel;

/**
 * Opens and runs each version that is promoted to production, in the background, so that its first heat map is as fast as
 * the others. If that fails, the first heat map tries it again. Of promotions that wait only the newest is warmed up.
 */
@ApplicationScoped
public class ProductionWarmUp {
    private static final Logger LOG = Logger.getLogger(ProductionWarmUp.class);

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            work -> new Thread(work, "warm-up"),
            new ThreadPoolExecutor.DiscardOldestPolicy());
    private final ProductionModel production;
    private final SessionPool versions;
    private final ExplainMetrics metrics;

    ProductionWarmUp(ProductionModel production, SessionPool versions, ExplainMetrics metrics) {
        this.production = production;
        this.versions = versions;
        this.metrics = metrics;
    }

    /** Listens before the promotions are read. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent starting) {
        production.onChange(() -> production.version().ifPresent(this::schedule));
    }

    void schedule(ModelVersion version) {
        thread.execute(() -> warmUp(version));
    }

    private void warmUp(ModelVersion version) {
        long start = System.nanoTime();
        try {
            versions.warmUp(version);
            metrics.warmedUp(true);
            LOG.infof(
                    "Warmed up a model version model=%s version=%s millis=%d",
                    version.model(), version.version(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        } catch (RuntimeException | Error e) {
            metrics.warmedUp(false);
            LOG.warnf(
                    "A model version could not be warmed up model=%s version=%s cause=\"%s\"",
                    version.model(), version.version(), e);
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
