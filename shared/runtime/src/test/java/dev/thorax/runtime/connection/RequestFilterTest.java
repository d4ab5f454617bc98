package dev.thorax.runtime.connection;

import java.util.Map;

import io.quarkus.vertx.http.runtime.filters.Filters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.runtime.config.TestConfig;
import dev.thorax.runtime.edge.HttpConfig;
import dev.thorax.runtime.http.FakeExchange;

import static org.assertj.core.api.Assertions.assertThat;

class RequestFilterTest {
    private final FakeExchange fake = new FakeExchange();
    private final Filters filters = new Filters();

    @BeforeEach
    void register() {
        new RequestFilter(TestConfig.of(HttpConfig.class, Map.of("thorax.http.body-deadline", "7s"))).register(filters);
    }

    @Test
    void shouldEndARequestWhoseBodyDoesNotCome() {
        handle(fake.withUnreadBody(3));
        assertThat(fake.isPassedOn()).isTrue();

        fake.fireTimers();

        assertThat(fake.status()).isEqualTo(408);
        assertThat(fake.body()).contains("within 7 s");
        assertThat(fake.header("Connection")).isEqualTo("close");
        assertThat(fake.isConnectionClosed()).isTrue();
    }

    @Test
    void shouldLeaveARequestWhoseBodyCameInTime() {
        handle(fake.withUnreadBody(3).with("Content-Length", "4"));
        fake.endBody();

        fake.fireTimers();

        assertThat(fake.isEnded()).isFalse();
        assertThat(fake.isConnectionClosed()).isFalse();
    }

    @Test
    void shouldLeaveTheBodyToARouteWithADeadlineOfItsOwn() {
        handle(fake.withUnreadBody(3));
        RequestFilter.leaveBody(fake.exchange());

        fake.fireTimers();

        assertThat(fake.isEnded()).isFalse();
    }

    @Test
    void shouldWaitForNoBodyThatThereIsNot() {
        FakeExchange empty = new FakeExchange().withUnreadBody(0).with("Content-Length", "0");
        handle(fake);
        handle(empty);

        assertThat(fake.timers()).isZero();
        assertThat(empty.timers()).isZero();
        assertThat(empty.isPassedOn()).isTrue();
    }

    @Test
    void shouldForgetTheDeadlineOfARequestThatWasAnswered() {
        handle(fake.withUnreadBody(3));
        assertThat(fake.timers()).isEqualTo(1);

        fake.end(200);

        assertThat(fake.timers()).isZero();
    }

    private void handle(FakeExchange exchange) {
        filters.getFilters().get(0).getHandler().handle(exchange.exchange());
    }
}
