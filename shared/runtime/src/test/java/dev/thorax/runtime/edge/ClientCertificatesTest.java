package dev.thorax.runtime.edge;

import java.util.Optional;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClientCertificatesTest {
    private final HttpServerOptions options = new HttpServerOptions();

    /** A caller with a key has no certificate, so none is required. */
    @Test
    void shouldAskForACertificateIfThereIsATableOfRoles() {
        new ClientCertificates(Optional.of("roles.properties")).customizeHttpsServer(options);

        assertThat(options.getClientAuth()).isEqualTo(ClientAuth.REQUEST);
    }

    @Test
    void shouldNotAskABrowserForNothing() {
        options.setClientAuth(ClientAuth.REQUIRED);

        new ClientCertificates(Optional.empty()).customizeHttpsServer(options);

        assertThat(options.getClientAuth()).isEqualTo(ClientAuth.NONE);
    }
}
