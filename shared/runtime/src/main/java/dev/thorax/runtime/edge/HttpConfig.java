package dev.thorax.runtime.edge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.thorax.runtime.config.DurationRange;
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

    /** The time within which the body of a request must have come. An upload has its own. */
    @WithDefault("30s")
    @DurationRange(min = "PT1S", max = "PT1H")
    Duration bodyDeadline();

    /** Requests of one caller that may be in work at the same time. A stream of events is one as long as it is open. */
    @WithDefault("128")
    @Range(min = 1, max = 20_000)
    int requestsAtOnce();

    /** Configures the connections of each port. */
    Connections connections();

    /** Configures the connections of each port. Those of HTTP, HTTPS and management are counted apart. */
    interface Connections {
        /** Connections that may be open. */
        @WithDefault("512")
        @Range(min = 8, max = 20_000)
        int most();

        /** Connections that may be open from one IPv4 address, or from one network of 64 bits of IPv6. */
        @WithDefault("128")
        @Range(min = 4, max = 20_000)
        int perAddress();

        /** Connections that may be open without a request in work. They may hold the beginning of a request in memory. */
        @WithDefault("128")
        @Range(min = 4, max = 20_000)
        int idle();

        /** How long a connection may be open without a request in work. The head of a request must have come within it. */
        @WithDefault("60s")
        @DurationRange(min = "PT1S", max = "PT1H")
        Duration idleTime();
    }
}
