package dev.thorax.runtime.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import org.eclipse.microprofile.config.ConfigProvider;

import dev.thorax.runtime.edge.HttpConfig;

/**
 * Counts the connections of all listeners: HTTP, HTTPS and management. The server has no other place at which a connection is
 * seen before its first request is whole.
 */
final class GuardedTransport extends JDKTransport {
    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        HttpConfig config =
                ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getConfigMapping(HttpConfig.class);
        bootstrap.handler(new ConnectionAcceptor(config.connections()));
    }
}
