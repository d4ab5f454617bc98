package dev.thorax.explain.answer;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.events.EventJson;
import dev.thorax.events.ExplanationReady;
import dev.thorax.events.ExplanationRequested;
import dev.thorax.explain.ExplainConfig;
import dev.thorax.explain.Explanations;
import dev.thorax.explain.heatmap.Patience;
import dev.thorax.explain.heatmap.Subject;
import dev.thorax.explain.heatmap.Version;
import dev.thorax.explain.problem.NoExplanation;
import dev.thorax.explain.problem.NoExplanation.Reason;

/** Makes the answer to one {@link ExplanationRequested}: a heat map, or the sentence why there is none. */
@ApplicationScoped
class Answerer {
    private final Explanations explanations;
    private final ExplainConfig config;
    private final Clock clock;

    Answerer(Explanations explanations, ExplainConfig config, Clock clock) {
        this.explanations = explanations;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param key the record's key, which stands for the scan id where the record cannot be read
     * @param value the record's value
     */
    ExplanationReady answer(String key, byte[] value) {
        try {
            return answer(EventJson.read(value, ExplanationRequested.class), key);
        } catch (EventJson.UnreadableEvent e) {
            return problem(key, e.getMessage());
        }
    }

    private ExplanationReady answer(ExplanationRequested request, String key) {
        String scanId = request.scanId() == null ? key : request.scanId();
        try {
            ExplanationQuery query =
                    ExplanationQuery.of(request.model(), request.version(), request.label(), null, null);
            return ready(explain(scanId, query.version(), query.label()));
        } catch (NoExplanation e) {
            if (e.reason() == Reason.BUSY) {
                throw e;
            }
            return problem(scanId, e.getMessage());
        }
    }

    private Subject explain(String scanId, Optional<Version> version, Optional<String> label) {
        Subject subject = explanations.subject(scanId, version, label, Patience.ENDLESS);
        explanations.heatmap(subject, Patience.ENDLESS);
        return subject;
    }

    private ExplanationReady ready(Subject subject) {
        Version version = subject.version();
        return new ExplanationReady(
                subject.scanId(),
                version.model(),
                version.version(),
                subject.label(),
                subject.key(),
                overlay(subject),
                null,
                clock.instant());
    }

    private URI overlay(Subject subject) {
        return URI.create(config.url().toString().replaceAll("/+$", "") + "/explanations/" + subject.scanId()
                + "?class=" + URLEncoder.encode(subject.label(), StandardCharsets.UTF_8)
                + "&model=" + subject.version().model() + "&version="
                + subject.version().version());
    }

    private ExplanationReady problem(String scanId, String sentence) {
        return new ExplanationReady(scanId, null, null, null, null, null, sentence, clock.instant());
    }
}
