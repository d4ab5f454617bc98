package dev.thorax.training.validation;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.contracts.worker.ValidationResult;

/**
 * A validation as it is now; an answer of {@code GET /validations}.
 *
 * @param validationId identifies it
 * @param model name of the model
 * @param version its version
 * @param dataset the data set
 * @param sources the sources whose scans count, or null for all
 * @param coverage coverage of the class sets that are calibrated on them, or null
 * @param by who asked for it
 * @param why the reason, or null
 * @param requestedAt when it was requested (UTC)
 * @param state how far it is
 * @param delay why it waits, or null
 * @param failure why it failed, or null
 * @param endedAt when it ended (UTC), or null
 * @param result how many scans count, and the calibrated version, or null until it is done
 * @param report where to GET the page to sign, or null until it is done
 * @param figures all figures of the page, or null until it is done, and in lists
 */
public record ValidationStatus(
        String validationId,
        String model,
        String version,
        String dataset,
        @Nullable List<String> sources,
        @Nullable Double coverage,
        String by,
        @Nullable String why,
        Instant requestedAt,
        ValidationState state,
        @Nullable String delay,
        @Nullable String failure,
        @Nullable Instant endedAt,
        @Nullable ValidationResult result,
        @Nullable URI report,
        @Nullable JsonNode figures) {

    static ValidationStatus open(ValidationOrder order, ValidationState state, @Nullable String delay) {
        return of(order, state, delay, null, null, null, null);
    }

    static ValidationStatus ended(ValidationOutcome end) {
        return end.result() == null
                ? of(end.order(), ValidationState.FAILED, null, end.failure(), end.endedAt(), null, null)
                : of(
                        end.order(),
                        ValidationState.DONE,
                        null,
                        null,
                        end.endedAt(),
                        end.result(),
                        URI.create("/validations/" + end.order().validationId() + "/report.html"));
    }

    private static ValidationStatus of(
            ValidationOrder order,
            ValidationState state,
            @Nullable String delay,
            @Nullable String failure,
            @Nullable Instant endedAt,
            @Nullable ValidationResult result,
            @Nullable URI report) {
        return new ValidationStatus(
                order.validationId(),
                order.model(),
                order.version(),
                order.dataset(),
                order.sources(),
                order.coverage(),
                order.by(),
                order.why(),
                order.requestedAt(),
                state,
                delay,
                failure,
                endedAt,
                result,
                report,
                null);
    }

    /** Returns the same with the figures of its page. */
    ValidationStatus withFigures(JsonNode all) {
        return new ValidationStatus(
                validationId,
                model,
                version,
                dataset,
                sources,
                coverage,
                by,
                why,
                requestedAt,
                state,
                delay,
                failure,
                endedAt,
                result,
                report,
                all);
    }
}
