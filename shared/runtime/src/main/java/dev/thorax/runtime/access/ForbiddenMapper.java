package dev.thorax.runtime.access;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

import io.quarkus.security.ForbiddenException;

import dev.thorax.runtime.http.ProblemResponse;

/** Answers a caller of a resource that lacks the role. */
@Provider
public class ForbiddenMapper implements ExceptionMapper<ForbiddenException> {
    @Override
    public Response toResponse(ForbiddenException refused) {
        return ProblemResponse.of(AccessProblems.forbidden());
    }
}
