package dev.thorax.runtime.edge;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets callers show a certificate if there is a table of their roles. Without it a browser would offer its user's
 * certificates for nothing.
 */
@ApplicationScoped
public class ClientCertificates implements HttpServerOptionsCustomizer {
    private final boolean wanted;

    ClientCertificates(@ConfigProperty(name = "quarkus.http.auth.certificate-role-properties") Optional<String> table) {
        this.wanted = table.isPresent();
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setClientAuth(wanted ? ClientAuth.REQUEST : ClientAuth.NONE);
    }
}
