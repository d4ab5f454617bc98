package dev.thorax.runtime.config;

import java.net.URI;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configures what all services have in common. */
@ConfigMapping(prefix = "thorax")
public interface ServiceConfig {
    /** Name of this replica among those of the service; it names the replica's Kafka transactions and folders. */
    @WithDefault("${HOSTNAME:local}-${quarkus.http.port:0}")
    @Format(regex = "[^/]{1,200}", meaning = "1 to 200 characters without a slash")
    String instance();

    /** The service explain. */
    Explain explain();

    /** The service explain. */
    interface Explain {
        /** Its address as its users reach it. Links in events and answers begin with it. */
        @WithDefault("http://127.0.0.1:8084")
        @Format(regex = Format.HTTP_URL, meaning = "an address that begins with http:// or https://")
        URI url();
    }
}
