package dev.thorax.runtime.connection;

import java.util.NoSuchElementException;

import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;
import org.eclipse.microprofile.config.ConfigProvider;

import dev.thorax.runtime.edge.HttpConfig;

/** Gives the Vert.x of a service the transport that counts connections. Vert.x finds it as a service of the class path. */
public final class GuardedTransportProvider implements VertxServiceProvider {
    @Override
    public void init(VertxBuilder builder) {
        if (isService()) {
            builder.findTransport(new GuardedTransport());
        }
    }

    /** Returns whether there is the mapping of the limits. Each service has it, and the test of a class has none. */
    private static boolean isService() {
        try {
            ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getConfigMapping(HttpConfig.class);
            return true;
        } catch (NoSuchElementException e) {
            return false;
        }
    }
}
