package dev.thorax.explain.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * A problem document (RFC 9457).
 *
 * @param type names the kind of problem
 * @param title the kind in a few words
 * @param status the HTTP status
 * @param detail one sentence: what is wrong here, and what to do
 */
public record Problem(String type, String title, int status, String detail) {
    /** Its media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int RETRY_AFTER_SECONDS = 2;

    /** A problem without a kind of its own: its title is the status's phrase. */
    static Problem of(Response.StatusType status, String detail) {
        return new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail);
    }

    static Problem of(ExplanationException problem) {
        String kind = problem.reason().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        return new Problem(
                "urn:thorax:problem:" + kind,
                problem.reason().title(),
                problem.reason().status(),
                problem.getMessage());
    }

    /** The answer that carries it; never cached, and with {@code Retry-After} where waiting helps. */
    Response response() {
        Response.ResponseBuilder answer = Response.status(status)
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(this);
        return status == 503
                ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).build()
                : answer.build();
    }
}
