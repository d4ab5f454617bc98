package dev.thorax.runtime.access;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Takes the keys of callers from the header {@code Authorization: Key id.secret}. Other schemes are left to others. */
@ApplicationScoped
public class KeyMechanism implements HttpAuthenticationMechanism {
    private static final String PREFIX = AccessProblems.SCHEME + " ";

    private final KeyIdentity identities;

    KeyMechanism(KeyIdentity identities) {
        this.identities = identities;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager manager) {
        String header = exchange.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return Uni.createFrom().nullItem();
        }
        exchange.put(HttpAuthenticationMechanism.class.getName(), this);
        return identities
                .of(header.substring(PREFIX.length()).strip())
                .map(identity -> Uni.createFrom().item(identity))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext exchange) {
        return Uni.createFrom().item(new ChallengeData(401, AccessProblems.CHALLENGE_HEADER, AccessProblems.CHALLENGE));
    }

    /** Answers a wrong key before the request reaches an endpoint. */
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext exchange) {
        AccessProblems.send(exchange, AccessProblems.unknown());
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext exchange) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(
                        HttpCredentialTransport.Type.AUTHORIZATION, AccessProblems.SCHEME, AccessProblems.SCHEME));
    }
}
