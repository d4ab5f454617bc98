package dev.thorax.inference.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.inference.shadow.ShadowScorer;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.runtime.kafka.SlotChange;
import dev.thorax.runtime.kafka.SlotFollower;

/**
 * Loads what is promoted to production in the background, and then lets it serve. A broken one leaves the one before in
 * its place, also after a restart. What is promoted to candidate is handed on to its {@link ShadowScorer}.
 */
@ApplicationScoped
public class PromotionFollower {
    private static final Logger LOG = Logger.getLogger(PromotionFollower.class);

    private final ScheduledExecutorService loader =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "model-loader"));
    private final SlotFollower follower;
    private final ModelOpener opener;
    private final ProductionModel production;
    private final ShadowScorer shadow;
    private final InferenceConfig config;
    private final InferenceMetrics metrics;
    /** Only for the loader's thread. */
    private final Deque<ModelPromoted> newestFirst = new ArrayDeque<>();

    private volatile ModelPromoted latest;
    private volatile String fault;

    PromotionFollower(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ModelOpener opener,
            ProductionModel production,
            ShadowScorer shadow,
            InferenceConfig config,
            InferenceMetrics metrics) {
        this.follower = new SlotFollower(kafka, this::changed);
        this.opener = opener;
        this.production = production;
        this.shadow = shadow;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        follower.start();
    }

    /** Why the last promotion does not serve, if it does not. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** Whether the promotions that were there at the start are known. */
    public boolean caughtUp() {
        return follower.caughtUp();
    }

    private void changed(List<SlotChange> changes) {
        List<ModelPromoted> toProduction = changes.stream()
                .filter(change -> change.isOf(ModelPromoted.PRODUCTION))
                .map(SlotChange::promoted)
                .toList();
        if (!toProduction.isEmpty()) {
            ModelPromoted last = toProduction.get(toProduction.size() - 1);
            latest = last;
            loader.execute(() -> {
                toProduction.forEach(newestFirst::push);
                load(last);
            });
        }
        changes.stream()
                .filter(change -> change.isOf(ModelPromoted.CANDIDATE))
                .reduce((earlier, later) -> later)
                .ifPresent(last -> shadow.follow(last.promoted()));
    }

    private void load(ModelPromoted promotion) {
        if (promotion != latest) {
            return;
        }
        try {
            fault = null;
            serveThisOrAnEarlier(promotion);
        } catch (RuntimeException | Error e) {
            fault = "The promoted model cannot be fetched and opened: " + e;
            LOG.warnf(
                    "A promoted model cannot be fetched and is tried again model=%s version=%s cause=\"%s\"",
                    promotion.model(), promotion.version(), e);
            loader.schedule(() -> load(promotion), config.retry().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void serveThisOrAnEarlier(ModelPromoted promotion) {
        for (ModelPromoted candidate : newestFirst) {
            try {
                serve(candidate);
                return;
            } catch (BrokenBundleException e) {
                metrics.brokenModels().increment();
                fault = fault == null ? e.getMessage() : fault;
                LOG.errorf("A promoted model cannot serve, the one before goes on cause=\"%s\"", e.getMessage());
            }
            if (production.isThere()) {
                return;
            }
        }
        LOG.errorf("No promoted model can serve, so scans wait; promote one that can slot=%s", promotion.slot());
    }

    private void serve(ModelPromoted promotion) {
        production.swap(opener.open(promotion));
        metrics.serving(
                promotion.promotedAt() == null ? 0 : promotion.promotedAt().getEpochSecond());
        LOG.infof("A model serves model=%s version=%s", promotion.model(), promotion.version());
    }

    @PreDestroy
    void close() {
        follower.close();
        loader.shutdownNow();
    }
}
