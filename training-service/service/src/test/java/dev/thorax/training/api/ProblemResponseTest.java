package dev.thorax.training.api;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.runtime.http.Problem;
import dev.thorax.runtime.http.ProblemResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests the responses here, as they need an implementation of REST, which the module of their class has not. */
class ProblemResponseTest {
    @Test
    void shouldCarryTheProblemAndItsStatusAndNotBeCached() {
        Response response = ProblemResponse.of(Response.Status.NOT_FOUND, "There is no model \"<b>\"; train one.");

        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(response.getMediaType()).hasToString("application/problem+json");
        assertThat(response.getHeaderString("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getEntity())
                .isEqualTo(new Problem("about:blank", "Not Found", 404, "There is no model \"<b>\"; train one.", null));
    }

    @Test
    void shouldAskToComeAgainIfTheServiceCannotAnswerNow() {
        Response response = ProblemResponse.of(Response.Status.SERVICE_UNAVAILABLE, "The store does not answer.");

        assertThat(response.getHeaderString("Retry-After")).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 413, 500, 507})
    void shouldNotAskToComeAgainIfWaitingDoesNotHelp(int status) {
        Response response = ProblemResponse.of(Problem.ofReason("reason", "A title", status, "A sentence."));

        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getHeaders()).doesNotContainKey("Retry-After");
    }
}
