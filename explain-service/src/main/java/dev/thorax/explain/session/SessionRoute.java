package dev.thorax.explain.session;

import java.util.Arrays;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import dev.thorax.access.Role;
import dev.thorax.contracts.json.Json;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.http.CacheControls;

/** Serves {@code GET /session}, by which the page knows who is signed in and how to sign in. Everybody gets an answer. */
@ApplicationScoped
public class SessionRoute {
    private final boolean hasProvider;

    SessionRoute(@ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean hasProvider) {
        this.hasProvider = hasProvider;
    }

    void register(@Observes Router router) {
        router.get("/session").handler(this::answer);
    }

    private void answer(RoutingContext exchange) {
        exchange.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, CacheControls.NOTHING)
                .end(Buffer.buffer(Json.write(session(Caller.of(exchange)))));
    }

    private Session session(Caller caller) {
        List<String> roles =
                Arrays.stream(Role.values()).filter(caller::is).map(Role::text).toList();
        return new Session(caller.isUnknown() ? null : caller.ownName(), roles, hasProvider);
    }

    /**
     * Describes the session of a browser.
     *
     * @param name who is signed in, or null if nobody is
     * @param roles what the caller may do
     * @param provider whether a browser can sign in at a provider of identities
     */
    record Session(@Nullable String name, List<String> roles, boolean provider) {}
}
