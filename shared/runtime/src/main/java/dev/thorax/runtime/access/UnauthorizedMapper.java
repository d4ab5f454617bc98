package dev.thorax.runtime.access;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

import io.quarkus.security.UnauthorizedException;

import dev.thorax.runtime.http.ProblemResponse;

/** Answers a caller of a resource that is not known. */
@Provider
public class UnauthorizedMapper implements ExceptionMapper<UnauthorizedException> {
    @Override
    public Response toResponse(UnauthorizedException refused) {
        return Response.fromResponse(ProblemResponse.of(AccessProblems.unknown()))
                .header(AccessProblems.CHALLENGE_HEADER, AccessProblems.CHALLENGE)
                .build();
    }
}
