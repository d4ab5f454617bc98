package dev.thorax.inference.shadow;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.inference.model.ModelOpener;
import dev.thorax.inference.model.PromotionFollower;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.BundleNotReadyException;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.config.ServiceConfig;
import dev.thorax.storage.StoreUnavailableException;

/**
 * Scores with the candidate every scan that production has diagnosed since the candidate was promoted. It reads
 * production's committed diagnoses, so it can neither delay nor fail one. A slow candidate falls behind, a broken one does
 * nothing. Without a candidate there is no consumer and no model.
 */
@ApplicationScoped
public class ShadowScorer {
    private static final Logger LOG = Logger.getLogger(ShadowScorer.class);
    private static final long STOP_SECONDS = 10;
    private static final String TRIED_AGAIN = "is tried again: ";

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "candidate"));
    private final Function<ModelPromoted, OpenedModel<ScoringSession>> opener;
    private final Function<ModelPromoted, DiagnosisStream> streams;
    private final CandidateScorer scorer;
    private final InferenceConfig config;
    private final InferenceMetrics metrics;

    private volatile ModelPromoted wanted;
    private volatile String state;

    @Inject
    ShadowScorer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ServiceConfig service,
            ModelOpener opener,
            CandidateScorer scorer,
            InferenceConfig config,
            InferenceMetrics metrics) {
        this(
                opener::openForCandidate,
                candidate -> DiagnosisStream.connect(kafka, candidate, service.instance()),
                scorer,
                config,
                metrics);
    }

    ShadowScorer(
            Function<ModelPromoted, OpenedModel<ScoringSession>> opener,
            Function<ModelPromoted, DiagnosisStream> streams,
            CandidateScorer scorer,
            InferenceConfig config,
            InferenceMetrics metrics) {
        this.opener = opener;
        this.streams = streams;
        this.scorer = scorer;
        this.config = config;
        this.metrics = metrics;
    }

    /** Listens before the promotions are read. */
    void start(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent starting,
            PromotionFollower promotions) {
        promotions.onCandidate(this::follow);
    }

    /** Replaces the candidate; null stops scoring. */
    void follow(@Nullable ModelPromoted candidate) {
        wanted = candidate;
        state = candidate == null ? null : "is being fetched";
        if (candidate != null) {
            thread.execute(() -> score(candidate));
        }
    }

    /** Returns which candidate scores, or why it does not; empty if there is none. */
    public Optional<String> state() {
        return Optional.ofNullable(state);
    }

    private void score(ModelPromoted candidate) {
        while (wanted == candidate) {
            try (OpenedModel<ScoringSession> model = opener.apply(candidate);
                    DiagnosisStream stream = streams.apply(candidate)) {
                change(candidate, scores(candidate));
                while (wanted == candidate) {
                    stream.answer(diagnoses -> untilStoreAnswers(candidate, () -> scorer.score(diagnoses, model)));
                }
            } catch (BundleNotReadyException e) {
                change(candidate, "waits for its files: " + e.getMessage());
                pause();
            } catch (BrokenBundleException e) {
                giveUp(candidate, e.getMessage());
                return;
            } catch (RuntimeException | VirtualMachineError e) {
                // Memory that runs out in a candidate ends nothing: production goes on.
                change(candidate, TRIED_AGAIN + e);
                pause();
            } catch (Error e) {
                // Such as a native library that does not load: trying again in this process is in vain.
                giveUp(candidate, e.toString());
                return;
            }
        }
    }

    /** Does {@code work} until the store answers, so that model and consumer stay open meanwhile. */
    private <T> T untilStoreAnswers(ModelPromoted candidate, Supplier<T> work) {
        while (true) {
            try {
                T result = work.get();
                change(candidate, scores(candidate));
                return result;
            } catch (StoreUnavailableException e) {
                if (wanted != candidate) {
                    throw e;
                }
                change(candidate, TRIED_AGAIN + e);
                pause();
            }
        }
    }

    private static String scores(ModelPromoted candidate) {
        return candidate.model() + " " + candidate.version() + " scores beside production";
    }

    private void giveUp(ModelPromoted candidate, String cause) {
        metrics.brokenModels().increment();
        change(candidate, "cannot score: " + cause);
    }

    private void change(ModelPromoted candidate, String now) {
        if (wanted == candidate && !now.equals(state)) {
            state = now;
            LOG.infof(
                    "The candidate's state changed model=%s version=%s state=\"%s\"",
                    candidate.model(), candidate.version(), now);
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(config.retry().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        wanted = null;
        thread.shutdown();
        if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }
}
