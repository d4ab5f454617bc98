package dev.thorax.runtime.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Builds the responses of REST resources that carry a {@link Problem}. */
public final class ProblemResponse {
    private static final int RETRY_AFTER_SECONDS = 2;

    private ProblemResponse() {}

    /** Returns the response for a problem that its status describes. */
    public static Response of(Response.StatusType status, String detail) {
        return of(Problem.ofStatus(status.getStatusCode(), status.getReasonPhrase(), detail));
    }

    /** Returns the response with {@code problem}. It is not cached, and has {@code Retry-After} if waiting may help. */
    public static Response of(Problem problem) {
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, CacheControls.NOTHING)
                .entity(problem);
        return problem.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()
                ? response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).build()
                : response.build();
    }
}
