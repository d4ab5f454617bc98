package dev.thorax.explain.explanation;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.event.ExplanationReady;
import dev.thorax.contracts.event.ExplanationRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.explain.heatmap.ExplanationTarget;
import dev.thorax.explain.heatmap.WhenBusy;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.runtime.config.ExplainUrls;

/** Answers one {@link ExplanationRequested} with a heat map, or with a sentence why there is none. */
@ApplicationScoped
class ExplanationRequestHandler {
    private final Explanations explanations;
    private final ExplainUrls explainUrls;
    private final Clock clock;

    ExplanationRequestHandler(Explanations explanations, ExplainUrls explainUrls, Clock clock) {
        this.explanations = explanations;
        this.explainUrls = explainUrls;
        this.clock = clock;
    }

    /**
     * Returns the answer to one record.
     *
     * @param key the record's key, used as scan id if the record names none
     * @param value the record's value
     */
    ExplanationReady answer(String key, byte[] value) {
        try {
            return answer(Json.read(value, ExplanationRequested.class), key);
        } catch (Json.UnreadableEventException e) {
            return problem(key, e.getMessage());
        }
    }

    private ExplanationReady answer(ExplanationRequested request, String key) {
        String scanId = request.scanId() == null ? key : request.scanId();
        try {
            ExplanationQuery query =
                    ExplanationQuery.of(request.model(), request.version(), request.label(), null, null);
            return ready(explain(scanId, query.version(), query.label()));
        } catch (ExplanationException e) {
            if (e.reason() == Reason.BUSY) {
                throw e;
            }
            return problem(scanId, e.getMessage());
        }
    }

    private ExplanationTarget explain(String scanId, Optional<ModelVersion> version, Optional<String> label) {
        ExplanationTarget target = explanations.target(scanId, version, label, WhenBusy.WAIT);
        explanations.heatMap(target, WhenBusy.WAIT);
        return target;
    }

    private ExplanationReady ready(ExplanationTarget target) {
        ModelVersion version = target.version();
        return new ExplanationReady(
                target.scanId(),
                version.model(),
                version.version(),
                target.label(),
                target.key(),
                overlay(target),
                null,
                clock.instant());
    }

    private URI overlay(ExplanationTarget target) {
        return explainUrls.explanation(
                target.scanId(),
                target.label(),
                target.version().model(),
                target.version().version());
    }

    /** Returns the answer that there is no heat map. */
    ExplanationReady problem(String scanId, String sentence) {
        return new ExplanationReady(scanId, null, null, null, null, null, sentence, clock.instant());
    }
}
