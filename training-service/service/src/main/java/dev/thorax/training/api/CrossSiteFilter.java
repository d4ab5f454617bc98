package dev.thorax.training.api;

import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.thorax.runtime.http.CrossSite;
import dev.thorax.runtime.http.ProblemResponse;

/**
 * Refuses requests that order something and come from a page of another site. A request without a body needs no consent
 * of the browser, so any page that is open on the operator's machine could send it.
 */
final class CrossSiteFilter {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    @ServerRequestFilter
    Optional<Response> refuse(ContainerRequestContext request) {
        boolean isForeign = CrossSite.isForeign(
                request.getHeaderString(CrossSite.FETCH_SITE),
                request.getHeaderString(CrossSite.ORIGIN),
                request.getHeaderString(HttpHeaders.HOST));
        return SAFE.contains(request.getMethod()) || !isForeign
                ? Optional.empty()
                : Optional.of(
                        ProblemResponse.of(
                                Response.Status.FORBIDDEN,
                                "A page of another site may not order trainings, cancellations or promotions; order it from here."));
    }
}
