package dev.thorax.runtime.http;

import java.lang.annotation.Annotation;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Names the methods of an address in each answer 405, as HTTP requires and the server does not. */
@Provider
public class AllowFilter implements ContainerResponseFilter {
    private final AllowedMethods methods;

    AllowFilter(BeanManager beans) {
        this.methods = AllowedMethods.of(beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .collect(Collectors.toSet()));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Response.Status notAllowed = Response.Status.METHOD_NOT_ALLOWED;
        if (response.getStatus() != notAllowed.getStatusCode()
                || response.getHeaders().containsKey(HttpHeaders.ALLOW)) {
            return;
        }
        methods.at(request.getUriInfo().getPath()).ifPresent(allowed -> {
            response.getHeaders().putSingle(HttpHeaders.ALLOW, allowed);
            if (!response.hasEntity()) {
                response.setEntity(
                        Problem.ofStatus(
                                notAllowed.getStatusCode(),
                                notAllowed.getReasonPhrase(),
                                "This address answers " + allowed + " only; send the request with one of them."),
                        new Annotation[0],
                        MediaType.valueOf(Problem.MEDIA_TYPE));
            }
        });
    }
}
