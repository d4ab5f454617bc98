package dev.thorax.runtime.audit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.runtime.http.FakeExchange;

import static org.assertj.core.api.Assertions.assertThat;

class RefusedRequestsTest {
    private final FakeExchange fake = new FakeExchange();

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 413, 421, 429})
    void shouldKnowARefusalByItsStatus(int status) {
        fake.end(status);

        assertThat(RefusedRequests.status(fake.exchange())).contains(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 303, 400, 404, 500, 503})
    void shouldTakeOtherAnswersForNoRefusals(int status) {
        fake.end(status);

        assertThat(RefusedRequests.status(fake.exchange())).isEmpty();
    }

    /** A browser with a wrong key is sent on to the page. */
    @Test
    void shouldTakeTheStatusOfTheMarkAndNotThatOfTheAnswer() {
        RefusedRequests.mark(fake.exchange(), 401);
        fake.end(303);

        assertThat(RefusedRequests.status(fake.exchange())).contains(401);
    }

    @Test
    void shouldLeaveOutARequestWithARecordOfItsOwn() {
        RefusedRequests.leaveOut(fake.exchange());
        fake.end(413);

        assertThat(RefusedRequests.status(fake.exchange())).isEmpty();
    }
}
