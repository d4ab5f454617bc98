package dev.thorax.runtime.edge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HostNameTest {
    @ParameterizedTest
    @CsvSource({
        "LocalHost, localhost",
        "localhost:8081, localhost",
        "localhost:, localhost",
        "localhost.:80, localhost",
        "thorax_1.Example, thorax_1.example",
        "192.0.2.7:1, 192.0.2.7",
        "[::1]:8081, 0:0:0:0:0:0:0:1",
        "[2001:DB8::7], 2001:db8:0:0:0:0:0:7",
        "[::ffff:192.0.2.7], 192.0.2.7",
        "., ."
    })
    void shouldGiveEachHostOneForm(String authority, String host) {
        assertThat(HostName.of(authority)).contains(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "user@localhost",
                "localhost:80:80",
                "localhost:port",
                "localhost:123456",
                "::1",
                "[::1",
                "[]",
                "[localhost]",
                "[fe80::1%eth0]",
                "local host",
                "l\u00f6calhost",
                "localhost\n"
            })
    void shouldTakeNothingElseForAnAuthority(String authority) {
        assertThat(HostName.of(authority)).isEmpty();
    }

    @Test
    void shouldBoundTheLengthOfAName() {
        assertThat(HostName.of("a".repeat(255))).isPresent();
        assertThat(HostName.of("a".repeat(256))).isEmpty();
    }

    /** The address of a connection has a zone, a configured one may have brackets. */
    @ParameterizedTest
    @CsvSource({
        "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
        "[2001:db8::7], 2001:db8:0:0:0:0:0:7",
        "Node-7., node-7",
        "10.0.0.5, 10.0.0.5"
    })
    void shouldBringAKnownHostIntoTheSameForm(String host, String normal) {
        assertThat(HostName.normal(host)).isEqualTo(normal);
    }
}
