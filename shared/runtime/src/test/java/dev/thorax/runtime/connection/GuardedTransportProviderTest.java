package dev.thorax.runtime.connection;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ServiceLoader;

import io.netty.bootstrap.ServerBootstrap;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.Test;

import dev.thorax.runtime.edge.HttpConfig;

import static org.assertj.core.api.Assertions.assertThat;

class GuardedTransportProviderTest {
    @Test
    void shouldBeAmongTheProvidersThatVertxFinds() {
        assertThat(ServiceLoader.load(VertxServiceProvider.class))
                .hasAtLeastOneElementOfType(GuardedTransportProvider.class);
    }

    @Test
    void shouldLeaveTheTransportOfWhatIsNoService() {
        assertThat(initialized().findTransport()).isNull();
    }

    @Test
    void shouldCountTheConnectionsOfEachListenerOfAService() throws Exception {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(HttpConfig.class)
                .build();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader service = new URLClassLoader(new URL[0], before)) {
            Thread.currentThread().setContextClassLoader(service);
            ConfigProviderResolver.instance().registerConfig(config, service);
            VertxBuilder builder = initialized();
            ServerBootstrap bootstrap = new ServerBootstrap();
            builder.findTransport().configure(new NetServerOptions(), false, bootstrap);

            assertThat(builder.findTransport()).isInstanceOf(GuardedTransport.class);
            assertThat(bootstrap.config().handler()).isInstanceOf(ConnectionAcceptor.class);
        } finally {
            ConfigProviderResolver.instance().releaseConfig(config);
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static VertxBuilder initialized() {
        VertxBuilder builder = new VertxBuilder();
        new GuardedTransportProvider().init(builder);
        return builder;
    }
}
