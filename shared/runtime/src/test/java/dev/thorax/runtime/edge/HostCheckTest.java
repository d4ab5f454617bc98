package dev.thorax.runtime.edge;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.runtime.http.Problem;

import static org.assertj.core.api.Assertions.assertThat;

class HostCheckTest {
    private static final HostCheck CHECK =
            check(List.of("thorax.example", " 10.1.2.3", "2001:db8::7"), "0.0.0.0", "node-7");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:8081",
                "localhost:8081",
                "LocalHost",
                "localhost.",
                "localhost.:80",
                "localhost:",
                "[::1]",
                "[::1]:8081",
                "thorax.example",
                "THORAX.Example:443",
                "10.1.2.3:1",
                "[2001:DB8::7]:8443",
                "[2001:db8:0:0:0:0:0:7]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "page.example:8084",
                "node-7",
                "192.168.7.7:8081"
            })
    void shouldAnswerToItsOwnNames(String host) {
        assertThat(problem(List.of(host), host, "/scans")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8081",
                "localhost.evil.example",
                "evil.localhost",
                "127.0.0.1.evil.example",
                "2130706433",
                "127.1",
                "0x7f.0.0.1",
                "thorax.example.evil",
                "192.168.7.8",
                "[::2]"
            })
    void shouldMisdirectOtherNames(String host) {
        assertThat(problem(List.of(host), host, "/scans")).map(Problem::status).contains(421);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "user@localhost",
                "localhost:8081@evil.example",
                "localhost evil.example",
                "localhost,evil.example",
                "localhost/",
                "localhost#",
                "http://localhost",
                "localhost:80:80",
                "localhost:port",
                "::1",
                "[::1",
                "::1]",
                "[localhost]",
                "l\u00f6calhost",
                "loc%61lhost",
                "localhost\u0000"
            })
    void shouldRefuseWhatIsNoHost(String host) {
        assertThat(problem(List.of(host), null, "/scans")).map(Problem::status).contains(400);
    }

    @Test
    void shouldRefuseNoHostAndTwo() {
        assertThat(problem(List.of(), null, "/scans")).map(Problem::status).contains(400);
        assertThat(problem(List.of("localhost", "localhost"), "localhost", "/scans"))
                .map(Problem::status)
                .contains(400);
    }

    @Test
    void shouldCheckAuthorityAndHeaderAndTargetAlike() {
        assertThat(problem(List.of("localhost"), "evil.example", "/")).isPresent();
        assertThat(problem(List.of("evil.example"), "localhost", "/")).isPresent();
        assertThat(problem(List.of("localhost"), "localhost", "http://evil.example/scans"))
                .isPresent();
        assertThat(problem(List.of("localhost"), "localhost", "evil.example:443"))
                .isPresent();
        assertThat(problem(List.of(), "localhost", "/")).isEmpty();
        assertThat(problem(List.of("localhost"), "localhost", "http://LOCALHOST:8081/scans?x"))
                .isEmpty();
        assertThat(problem(List.of("localhost"), "localhost", "*")).isEmpty();
    }

    @Test
    void shouldNotTakeTheNameOfTheMachineOnLoopback() {
        HostCheck loopback = check(List.of(), "127.0.0.1", "node-7");

        assertThat(loopback.problem(List.of("node-7"), "node-7", "/", "127.0.0.1"))
                .isPresent();
    }

    private static Optional<Problem> problem(List<String> headers, String authority, String target) {
        return CHECK.problem(headers, authority, target, "192.168.7.7");
    }

    private static HostCheck check(List<String> configured, String bound, String machine) {
        return new HostCheck(new AllowedHosts(configured, URI.create("https://page.example/thorax"), bound, machine));
    }
}
