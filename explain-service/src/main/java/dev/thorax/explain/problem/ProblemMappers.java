package dev.thorax.explain.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.thorax.runtime.audit.AuditUnavailableException;
import dev.thorax.runtime.http.Problem;
import dev.thorax.runtime.http.ProblemResponse;
import dev.thorax.storage.StoreUnavailableException;

/** Turns each failure of a request into a problem document. */
final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response noExplanation(ExplanationException problem) {
        return ProblemResponse.of(Problem.ofKind(
                problem.reason(), problem.reason().title(), problem.reason().status(), problem.getMessage()));
    }

    @ServerExceptionMapper
    Response store(StoreUnavailableException failure) {
        LOG.warnf("A request failed as the object store does not answer cause=\"%s\"", failure.getMessage());
        return ProblemResponse.of(
                Response.Status.SERVICE_UNAVAILABLE,
                "The object store does not answer, so images and heat maps cannot be read; try again in a moment.");
    }

    /** Answers for a stream. Other answers are withheld by the filter. */
    @ServerExceptionMapper
    Response audit(AuditUnavailableException failure) {
        return ProblemResponse.of(Response.Status.SERVICE_UNAVAILABLE, failure.getMessage());
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException refusal) {
        Response.StatusType status = refusal.getResponse().getStatusInfo();
        return ProblemResponse.of(status, sentence(status));
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException failure) {
        LOG.error("A request failed unexpectedly", failure);
        return ProblemResponse.of(
                Response.Status.INTERNAL_SERVER_ERROR, "The service failed in an unexpected way; its log says how.");
    }

    private static String sentence(Response.StatusType status) {
        return switch (status.getStatusCode()) {
            case 404 -> "There is nothing at this address; see GET /diagnoses and GET /explanations/{scanId}.";
            case 405 -> "This address only answers GET.";
            case 406 -> "This address answers image/png and application/json; the Accept header asks for neither.";
            default -> "The request was refused: " + status.getReasonPhrase() + ".";
        };
    }
}
