package dev.thorax.inference.model;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import org.jboss.logging.Logger;

import dev.thorax.events.ModelPromoted;
import dev.thorax.inference.InferenceConfig;
import dev.thorax.inference.InferenceMetrics;
import dev.thorax.model.BrokenBundle;
import dev.thorax.model.SlotFollower;
import dev.thorax.storage.StoreUnavailable;

/** Loads what is promoted to production in the background, and then lets it serve. */
@ApplicationScoped
public class Promotions {
    private static final Logger LOG = Logger.getLogger(Promotions.class);

    private final ScheduledExecutorService loader =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "model-loader"));
    private final SlotFollower follower;
    private final ModelOpener opener;
    private final ProductionModel production;
    private final InferenceConfig config;
    private final InferenceMetrics metrics;
    private volatile ModelPromoted latest;

    Promotions(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ModelOpener opener,
            ProductionModel production,
            InferenceConfig config,
            InferenceMetrics metrics) {
        this.follower = new SlotFollower(kafka, this::promoted);
        this.opener = opener;
        this.production = production;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        follower.start();
    }

    /** Whether the promotions that were there at the start are known. */
    public boolean caughtUp() {
        return follower.caughtUp();
    }

    private void promoted(ModelPromoted promotion) {
        if (ModelPromoted.PRODUCTION.equals(promotion.slot())) {
            latest = promotion;
            loader.execute(() -> load(promotion));
        }
    }

    private void load(ModelPromoted promotion) {
        if (promotion != latest) {
            return;
        }
        try {
            ServingModel model = opener.open(promotion);
            production.swap(model);
            metrics.serving(
                    promotion.promotedAt() == null ? 0 : promotion.promotedAt().getEpochSecond());
            LOG.infof("A model serves model=%s version=%s", promotion.model(), promotion.version());
        } catch (BrokenBundle e) {
            metrics.brokenModels().increment();
            LOG.errorf("A promoted model cannot serve, the one before goes on cause=\"%s\"", e.getMessage());
        } catch (StoreUnavailable | UncheckedIOException e) {
            LOG.warnf(
                    "A promoted model cannot be fetched and is tried again model=%s version=%s cause=\"%s\"",
                    promotion.model(), promotion.version(), e.getMessage());
            loader.schedule(() -> load(promotion), config.retry().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    void close() {
        follower.close();
        loader.shutdownNow();
    }
}
