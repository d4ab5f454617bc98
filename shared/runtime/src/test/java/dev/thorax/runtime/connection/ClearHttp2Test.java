package dev.thorax.runtime.connection;

import io.vertx.core.http.HttpServerOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClearHttp2Test {
    @Test
    void shouldSwitchHttp2OffWithoutTlsAndLeaveItOnWithTls() {
        HttpServerOptions clear = new HttpServerOptions().setHttp2ClearTextEnabled(true);
        HttpServerOptions tls = new HttpServerOptions();

        new ClearHttp2().customizeHttpServer(clear);
        new ClearHttp2().customizeHttpsServer(tls);

        assertThat(clear.isHttp2ClearTextEnabled()).isFalse();
        assertThat(tls.isUseAlpn()).isEqualTo(new HttpServerOptions().isUseAlpn());
        assertThat(tls.getAlpnVersions()).isEqualTo(new HttpServerOptions().getAlpnVersions());
    }
}
