package dev.thorax.runtime.edge;

import java.net.URI;
import java.util.Map;

import io.quarkus.vertx.http.runtime.filters.Filters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.runtime.config.ServiceConfig;
import dev.thorax.runtime.config.TestConfig;
import dev.thorax.runtime.http.FakeExchange;

import static org.assertj.core.api.Assertions.assertThat;

class HostFilterTest {
    private static final ServiceConfig SERVICE = new ServiceConfig() {
        @Override
        public String instance() {
            return "local";
        }

        @Override
        public Explain explain() {
            return () -> URI.create("https://page.example/thorax");
        }
    };

    private final FakeExchange fake = new FakeExchange();
    private final Filters filters = new Filters();

    @BeforeEach
    void register() {
        HttpConfig config = TestConfig.of(HttpConfig.class, Map.of("thorax.http.hosts", "thorax.example,10.1.2.3"));
        new HostFilter(config, SERVICE, "0.0.0.0", "node-7").register(filters);
    }

    /** Loopback, a configured name, that of the page, that of the machine, and the address of the connection. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "thorax.example", "10.1.2.3", "page.example", "node-7", "192.0.2.1"})
    void shouldPassARequestForOneOfItsNamesOn(String host) {
        handle(fake.with("Host", host + ":8081").at(host, 8081));

        assertThat(fake.isPassedOn()).isTrue();
        assertThat(fake.isEnded()).isFalse();
    }

    @Test
    void shouldMisdirectARequestForAnotherName() {
        handle(fake.with("Host", "evil.example").at("evil.example", 80));

        assertThat(fake.isPassedOn()).isFalse();
        assertThat(fake.status()).isEqualTo(421);
        assertThat(fake.body()).contains("thorax.http.hosts");
    }

    @Test
    void shouldRefuseARequestWithoutAHostAndOneWithTwo() {
        handle(fake);
        FakeExchange two = new FakeExchange().with("Host", "localhost").with("Host", "localhost");
        handle(two);

        assertThat(fake.status()).isEqualTo(400);
        assertThat(two.status()).isEqualTo(400);
        assertThat(two.isPassedOn()).isFalse();
    }

    @Test
    void shouldCheckTheTargetThatNamesAHost() {
        handle(fake.with("Host", "localhost").to("GET", "http://evil.example/scans"));

        assertThat(fake.status()).isEqualTo(421);
    }

    /** Quarkus authenticates with 200, and its own first filter has 300. */
    @Test
    void shouldComeBeforeAuthentication() {
        assertThat(filters.getFilters()).singleElement().satisfies(filter -> assertThat(filter.getPriority())
                .isGreaterThan(300));
    }

    private void handle(FakeExchange exchange) {
        filters.getFilters().get(0).getHandler().handle(exchange.exchange());
    }
}
