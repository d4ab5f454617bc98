package dev.thorax.training.api;

import jakarta.ws.rs.core.Response;

/**
 * Why a request was not served, as RFC 9457 has it.
 *
 * @param type always {@code about:blank}: the status says what kind it is
 * @param title the status in words
 * @param status the HTTP status
 * @param detail one sentence for a person
 */
public record Problem(String type, String title, int status, String detail) {

    static Response response(Response.Status status, String detail) {
        return Response.status(status)
                .type("application/problem+json")
                .entity(new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail))
                .build();
    }
}
