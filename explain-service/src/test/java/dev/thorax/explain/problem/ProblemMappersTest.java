package dev.thorax.explain.problem;

import java.io.IOException;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.runtime.http.Problem;
import dev.thorax.storage.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemMappersTest {
    private final ProblemMappers mappers = new ProblemMappers();

    @ParameterizedTest
    @EnumSource
    void shouldAnswerEachReasonWithItsStatusAndSentence(Reason reason) {
        Response answer = mappers.noExplanation(new ExplanationException(reason, "Try this."));

        assertThat(answer.getStatus()).isEqualTo(reason.status());
        assertThat(answer.getEntity()).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.detail())
                .isEqualTo("Try this."));
    }

    @Test
    void shouldAskToTryAgainWhileTheStoreIsAway() {
        assertThat(mappers.store(new StoreUnavailableException("read x", new IOException("refused")))
                        .getStatus())
                .isEqualTo(503);
    }

    @Test
    void shouldHideWhatFailedUnexpectedly() {
        Response answer = mappers.unexpected(new IllegalStateException("a secret"));

        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getEntity().toString()).doesNotContain("a secret");
    }

    @Test
    void shouldNameTheAddressesIfThereIsNothing() {
        assertThat(mappers.refused(new NotFoundException()).getEntity().toString())
                .contains("GET /diagnoses");
    }
}
