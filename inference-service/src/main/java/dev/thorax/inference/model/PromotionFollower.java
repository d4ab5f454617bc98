package dev.thorax.inference.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.runtime.kafka.SlotChange;
import dev.thorax.runtime.kafka.SlotFollower;

/**
 * Loads each version promoted to production in the background and then lets it serve. If it cannot serve, the one before
 * stays in its place, also after a restart. Listeners get what is promoted to candidate.
 */
@ApplicationScoped
public class PromotionFollower {
    private static final Logger LOG = Logger.getLogger(PromotionFollower.class);

    private final ScheduledExecutorService loader =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "model-loader"));
    private final List<Consumer<ModelPromoted>> candidateListeners = new CopyOnWriteArrayList<>();
    private final SlotFollower follower;
    private final ModelOpener opener;
    private final ProductionModel production;
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
            InferenceConfig config,
            InferenceMetrics metrics) {
        this.follower = new SlotFollower(kafka, this::changed);
        this.opener = opener;
        this.production = production;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        follower.start();
    }

    /**
     * Adds a listener for the candidate slot.
     *
     * @param listener gets each promotion, or null when the slot is emptied; called by the thread that follows promotions
     */
    public void onCandidate(Consumer<ModelPromoted> listener) {
        candidateListeners.add(listener);
    }

    /** Returns why the last promotion does not serve, if it does not. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** Returns whether all promotions that were there at the start are known. */
    public boolean caughtUp() {
        return follower.caughtUp();
    }

    void changed(List<SlotChange> changes) {
        List<ModelPromoted> toProduction = changes.stream()
                .filter(change -> change.isOf(Slot.PRODUCTION))
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
                .filter(change -> change.isOf(Slot.CANDIDATE))
                .reduce((earlier, later) -> later)
                .ifPresent(last -> candidateListeners.forEach(listener -> listener.accept(last.promoted())));
    }

    private void load(ModelPromoted promotion) {
        if (promotion != latest) {
            return;
        }
        try {
            fault = null;
            serveThisOrAnEarlier(promotion);
        } catch (RuntimeException e) {
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
                newestFirst.clear();
                return;
            } catch (BrokenBundleException e) {
                refuse(candidate, e.getMessage());
            } catch (Error e) {
                // Such as a native library that does not load: trying again in this process is in vain.
                refuse(candidate, "The promoted model cannot be opened in this process: " + e);
            }
            if (production.isServing()) {
                return;
            }
        }
        LOG.errorf("No promoted model can serve, so scans wait for another promotion slot=%s", promotion.slot());
    }

    private void refuse(ModelPromoted promotion, String cause) {
        metrics.brokenModels().increment();
        fault = fault == null ? cause : fault;
        LOG.errorf(
                "A promoted model cannot serve, so the one before goes on model=%s version=%s cause=\"%s\"",
                promotion.model(), promotion.version(), cause);
    }

    private void serve(ModelPromoted promotion) {
        production.swap(opener.openForProduction(promotion));
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
