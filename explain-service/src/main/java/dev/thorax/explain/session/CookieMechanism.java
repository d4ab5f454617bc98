package dev.thorax.explain.session;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import dev.thorax.runtime.access.KeyIdentity;

/**
 * Takes the key of a browser from its cookie, if the request has no other proof of the caller. A key that is no longer valid
 * counts as none, so that the page itself still opens and shows how to sign in.
 */
@ApplicationScoped
public class CookieMechanism implements HttpAuthenticationMechanism {
    private final KeyIdentity identities;

    CookieMechanism(KeyIdentity identities) {
        this.identities = identities;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager manager) {
        return exchange.request().headers().contains(HttpHeaders.AUTHORIZATION)
                ? Uni.createFrom().nullItem()
                : Uni.createFrom()
                        .item(SessionCookie.key(exchange.request())
                                .flatMap(identities::of)
                                .orElse(null));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext exchange) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY - 1;
    }
}
