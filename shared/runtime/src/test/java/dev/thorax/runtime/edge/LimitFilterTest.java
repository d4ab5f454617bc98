package dev.thorax.runtime.edge;

import java.util.Map;

import io.quarkus.vertx.http.runtime.filters.Filters;
import org.junit.jupiter.api.Test;

import dev.thorax.access.Role;
import dev.thorax.runtime.access.KeyIdentity;
import dev.thorax.runtime.config.TestConfig;
import dev.thorax.runtime.http.FakeExchange;

import static org.assertj.core.api.Assertions.assertThat;

class LimitFilterTest {
    private static final long GIBIBYTE = 1L << 30;

    private final Filters filters = new Filters();

    /** Half a minute's requests are free. A second lasts longer than a request here. */
    @Test
    void shouldRefuseACallerThatSendsTooManyRequests() {
        register("requests-per-second", "1");
        FakeExchange last = answered(new FakeExchange());
        for (int i = 1; i < 100_000 && last.isPassedOn(); i++) {
            assertThat(last.status()).isEqualTo(200);
            last = answered(new FakeExchange());
        }

        assertThat(last.isPassedOn()).isFalse();
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("Retry-After")).isEqualTo("1");
        assertThat(answered(new FakeExchange().from("192.0.2.8")).isPassedOn()).isTrue();
    }

    @Test
    void shouldRefuseTheNextRequestOfACallerThatSentTooManyBytes() {
        register("mib-per-second", "1");

        assertThat(answered(new FakeExchange().withUnreadBody(10 * GIBIBYTE)).isPassedOn())
                .isTrue();

        FakeExchange next = answered(new FakeExchange());
        assertThat(next.status()).isEqualTo(429);
        assertThat(Integer.parseInt(next.header("Retry-After"))).isGreaterThan(5_000);
    }

    @Test
    void shouldRefuseMoreRequestsAtOnceUntilOneIsAnswered() {
        register("requests-at-once", "2");
        FakeExchange first = handled(new FakeExchange());
        handled(new FakeExchange());

        FakeExchange third = handled(new FakeExchange());
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.body()).contains("in work");
        assertThat(handled(new FakeExchange()).isPassedOn()).isFalse();

        first.end(200);
        assertThat(handled(new FakeExchange()).isPassedOn()).isTrue();
        assertThat(handled(new FakeExchange()).isPassedOn()).isFalse();
    }

    @Test
    void shouldCountCallersWithAKeyByTheirNamesAndOthersByTheirAddresses() {
        register("requests-at-once", "1");

        assertThat(handled(device("xray-1").from("192.0.2.7")).isPassedOn()).isTrue();
        assertThat(handled(device("xray-1").from("192.0.2.8")).isPassedOn()).isFalse();
        assertThat(handled(device("xray-2").from("192.0.2.7")).isPassedOn()).isTrue();
        assertThat(handled(new FakeExchange().from("192.0.2.7")).isPassedOn()).isTrue();
        assertThat(handled(new FakeExchange().from("192.0.2.7")).isPassedOn()).isFalse();
    }

    private void register(String limit, String value) {
        new LimitFilter(TestConfig.of(HttpConfig.class, Map.of("thorax.http." + limit, value))).register(filters);
    }

    private static FakeExchange device(String name) {
        return new FakeExchange().by(KeyIdentity.of(name, Role.DEVICE, () -> true));
    }

    private FakeExchange handled(FakeExchange fake) {
        filters.getFilters().get(0).getHandler().handle(fake.exchange());
        return fake;
    }

    /** Answers a request that was passed on. */
    private FakeExchange answered(FakeExchange fake) {
        if (handled(fake).isPassedOn()) {
            fake.end(200);
        }
        return fake;
    }
}
