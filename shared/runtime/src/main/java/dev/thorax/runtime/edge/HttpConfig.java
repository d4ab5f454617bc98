package dev.thorax.runtime.edge;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.thorax.runtime.config.Format;
import dev.thorax.runtime.config.Range;

/** Configures what stands before each HTTP request. */
@ConfigMapping(prefix = "thorax.http")
public interface HttpConfig {
    /**
     * Host names and addresses, without a port, under which callers reach the service. The loopback names, the address of
     * the connection, the host of {@code thorax.explain.url} and, if the service listens beyond loopback, the machine's name
     * are always allowed.
     */
    @Format(
            regex = "[^\\s,/@?#]+(\\s*,\\s*[^\\s,/@?#]+)*",
            meaning = "host names or addresses without a scheme or a path, with commas between")
    Optional<List<String>> hosts();

    /** Requests that one caller may send in a second, on average over half a minute. */
    @WithDefault("100")
    @Range(min = 1, max = 100_000)
    int requestsPerSecond();

    /** Mebibytes that one caller may send in a second, on average over half a minute. */
    @WithDefault("32")
    @Range(min = 1, max = 900)
    int mibPerSecond();
}
