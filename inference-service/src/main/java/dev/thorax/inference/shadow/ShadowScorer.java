package dev.thorax.inference.shadow;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Identifier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.inference.model.ModelOpener;
import dev.thorax.inference.model.ServingModel;
import dev.thorax.onnx.BrokenBundleException;

/**
 * Lets the candidate score every scan that production has diagnosed since the candidate was promoted. It works from
 * production's committed diagnoses, so it can neither hold one up nor fail one: where it is slow it falls behind, and where
 * it is broken it does nothing. While there is no candidate there is no thread, no consumer and no model.
 */
@ApplicationScoped
public class ShadowScorer {
    private static final Logger LOG = Logger.getLogger(ShadowScorer.class);
    private static final long STOP_SECONDS = 10;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "candidate"));
    private final Map<String, Object> kafka;
    private final String instance;
    private final ModelOpener opener;
    private final CandidateScorer scorer;
    private final InferenceConfig config;
    private final InferenceMetrics metrics;

    private volatile ModelPromoted wanted;
    private volatile String state;

    ShadowScorer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "thorax.instance") String instance,
            ModelOpener opener,
            CandidateScorer scorer,
            InferenceConfig config,
            InferenceMetrics metrics) {
        this.kafka = kafka;
        this.instance = instance;
        this.opener = opener;
        this.scorer = scorer;
        this.config = config;
        this.metrics = metrics;
    }

    /** Takes {@code candidate} in place of the one before, or none for null. */
    public void follow(@Nullable ModelPromoted candidate) {
        wanted = candidate;
        state = candidate == null ? null : "is being fetched";
        if (candidate != null) {
            thread.execute(() -> score(candidate));
        }
    }

    /** Which candidate scores, or why none does; empty where there is none. */
    public Optional<String> state() {
        return Optional.ofNullable(state);
    }

    private void score(ModelPromoted candidate) {
        while (wanted == candidate) {
            try (ServingModel model = opener.openAside(candidate);
                    DiagnosisStream stream = new DiagnosisStream(kafka, candidate, instance)) {
                tell(candidate, candidate.model() + " " + candidate.version() + " scores beside production");
                while (wanted == candidate) {
                    stream.answer(diagnoses -> scorer.score(diagnoses, model));
                }
            } catch (BrokenBundleException e) {
                metrics.brokenModels().increment();
                tell(candidate, "cannot score: " + e.getMessage());
                return;
            } catch (RuntimeException | Error e) {
                tell(candidate, "is tried again: " + e);
                pause();
            }
        }
    }

    private void tell(ModelPromoted candidate, String now) {
        if (wanted == candidate && !now.equals(state)) {
            state = now;
            LOG.infof("The candidate %s model=%s version=%s", now, candidate.model(), candidate.version());
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
