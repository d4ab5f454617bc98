package dev.thorax.runtime.edge;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestsAtOnceTest {
    private final RequestsAtOnce requests = new RequestsAtOnce(2);

    @Test
    void shouldRefuseMoreThanTheMostOfOneCallerUntilOneIsAnswered() {
        assertThat(requests.begin("ada")).isTrue();
        assertThat(requests.begin("ada")).isTrue();
        assertThat(requests.begin("ada")).isFalse();
        assertThat(requests.begin("bob")).isTrue();

        requests.finish("ada");

        assertThat(requests.begin("ada")).isTrue();
        assertThat(requests.begin("ada")).isFalse();
    }
}
