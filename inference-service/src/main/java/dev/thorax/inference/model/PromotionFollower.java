package dev.thorax.inference.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.PromotionDecisions;
import dev.thorax.runtime.kafka.FatalErrors;
import dev.thorax.runtime.kafka.SlotChange;
import dev.thorax.runtime.kafka.SlotFollower;
import dev.thorax.storage.Backoff;
import dev.thorax.storage.ObjectStore;

/**
 * Loads each version promoted to production in the background and then lets it serve. If it cannot serve, the one before
 * serves, also after a restart and if {@code thorax.models} has only the newest. It is tried again with growing pauses. Listeners get what is promoted to candidate.
 */
@ApplicationScoped
public class PromotionFollower {
    /** Promotions that are kept while none can serve. The decisions know those before them. */
    private static final int MOST_EARLIER = 100;

    private static final Logger LOG = Logger.getLogger(PromotionFollower.class);
    /** Longest pause before a version is tried again. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Longest wait for a version that is being opened when the service ends. */
    private static final Duration STOP = Duration.ofSeconds(5);

    private final ScheduledExecutorService loader =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "model-loader"));
    private final List<Consumer<ModelPromoted>> candidateListeners = new CopyOnWriteArrayList<>();
    private final SlotFollower follower;
    private final ModelOpener opener;
    private final ProductionModel production;
    private final InferenceMetrics metrics;
    private final PromotionDecisions decisions;
    private final FatalErrors errors;
    private final Clock clock;
    private final Backoff backoff;
    /** This and the next three are only for the loader's thread. */
    private final Deque<ModelPromoted> newestFirst = new ArrayDeque<>();

    /** Versions whose refusal is counted and logged. */
    private final Set<ModelPromoted> refused = new HashSet<>();

    private int failures;
    private boolean hopeless;

    private volatile ModelPromoted latest;
    private volatile String fault;
    private volatile @Nullable Instant waitsSince;

    PromotionFollower(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ModelOpener opener,
            ProductionModel production,
            InferenceConfig config,
            InferenceMetrics metrics,
            ObjectStore store,
            FatalErrors errors,
            Clock clock) {
        this.follower = new SlotFollower(kafka, this::changed);
        this.opener = opener;
        this.production = production;
        this.metrics = metrics;
        this.decisions = new PromotionDecisions(store);
        this.errors = errors;
        this.clock = clock;
        this.backoff = Backoff.between(config.retry(), LONGEST);
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

    /** Returns how long the last promotion does not serve. Zero if it does, or if there is none. */
    public Duration waits() {
        Instant since = waitsSince;
        return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    }

    /** Returns whether all promotions that were there at the start are known. */
    public boolean caughtUp() {
        return follower.caughtUp();
    }

    /** Returns whether the promotions are followed, or will be when the service has started. */
    public boolean isFollowing() {
        return follower.isAlive();
    }

    void changed(List<SlotChange> changes) {
        List<ModelPromoted> toProduction = changes.stream()
                .filter(change -> change.isOf(Slot.PRODUCTION))
                .map(SlotChange::promoted)
                .toList();
        if (!toProduction.isEmpty()) {
            ModelPromoted last = toProduction.get(toProduction.size() - 1);
            latest = last;
            metrics.promoted(last);
            waitsSince = clock.instant();
            loader.execute(() -> {
                failures = 0;
                refused.clear();
                toProduction.forEach(newestFirst::push);
                while (newestFirst.size() > MOST_EARLIER) {
                    newestFirst.removeLast();
                }
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
        hopeless = false;
        String cause;
        try {
            cause = serveThisOrAnEarlier(promotion);
        } catch (RuntimeException | Error e) {
            errors.exitAfter(e);
            cause = "The promoted model cannot be fetched and opened: " + e;
            LOG.warnf(
                    "A promoted model cannot be fetched and is tried again model=%s version=%s cause=\"%s\"",
                    promotion.model(), promotion.version(), e);
        }
        fault = cause;
        if (cause != null && waitsSince == null) {
            // The version before began to serve after this one was promoted.
            waitsSince = clock.instant();
        }
        if (cause == null) {
            waitsSince = promotion == latest ? null : waitsSince;
            failures = 0;
        } else if (!hopeless) {
            // A file may come later than its promotion, for instance from another site.
            loader.schedule(() -> load(promotion), backoff.pause(++failures).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Returns why {@code promotion} does not serve, or null if it does. */
    private @Nullable String serveThisOrAnEarlier(ModelPromoted promotion) {
        String cause = tryToServe(promotion);
        if (cause != null && !production.isServing()) {
            serveAnEarlier(promotion);
        }
        if (production.isServing()) {
            newestFirst.clear();
        }
        return cause;
    }

    private void serveAnEarlier(ModelPromoted promotion) {
        List<ModelPromoted> earlier = new ArrayList<>(newestFirst);
        ModelPromoted oldest = earlier.isEmpty() ? promotion : earlier.get(earlier.size() - 1);
        earlier.remove(promotion);
        earlier.addAll(decisions.toProductionBefore(oldest.promotedAt()));
        for (ModelPromoted candidate : earlier) {
            if (tryToServe(candidate) == null) {
                return;
            }
        }
        LOG.errorf("No promoted model can serve, so scans wait slot=%s", promotion.slot());
    }

    /** Returns why {@code promotion} cannot serve, or null if it serves now. */
    private @Nullable String tryToServe(ModelPromoted promotion) {
        try {
            serve(promotion);
            return null;
        } catch (BrokenBundleException e) {
            return refuse(promotion, e.getMessage());
        } catch (LinkageError e) {
            // A native library that does not load: trying again in this process is in vain.
            hopeless = true;
            return refuse(promotion, "The promoted model cannot be opened in this process: " + e);
        }
    }

    private String refuse(ModelPromoted promotion, String cause) {
        if (refused.add(promotion)) {
            metrics.brokenModels().increment();
            LOG.errorf(
                    "A promoted model cannot serve, so the one before serves model=%s version=%s cause=\"%s\"",
                    promotion.model(), promotion.version(), cause);
        }
        return cause;
    }

    private void serve(ModelPromoted promotion) {
        production.swap(opener.openForProduction(promotion));
        metrics.serving(promotion);
        LOG.infof("A model serves model=%s version=%s", promotion.model(), promotion.version());
    }

    /** Waits for a version that is being opened: it writes to the cache, and would come after all sessions are closed. */
    @PreDestroy
    void close() throws InterruptedException {
        follower.close();
        loader.shutdownNow();
        loader.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS);
    }
}
