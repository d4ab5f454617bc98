package dev.thorax.runtime.http;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ProblemAnswerTest {
    private static final Problem PROBLEM = Problem.ofStatus(413, "Content Too Large", "Send it smaller.");

    private final FakeExchange fake = new FakeExchange().withUnreadBody(7);

    @Test
    void shouldAnswerWithADocumentThatNobodyKeeps() {
        ProblemAnswer.send(fake.exchange(), PROBLEM);

        assertThat(fake.status()).isEqualTo(413);
        assertThat(fake.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(fake.header("Cache-Control"))
                .isEqualTo(CacheControls.NOTHING)
                .isEqualTo("no-store");
        assertThat(Json.read(fake.body().getBytes(UTF_8), Problem.class)).isEqualTo(PROBLEM);
        assertThat(fake.isEnded()).isTrue();
    }

    @Test
    void shouldBreakOffAnAnswerThatHadBegun() {
        fake.writeHead();

        ProblemAnswer.send(fake.exchange(), PROBLEM);

        assertThat(fake.isReset()).isTrue();
        assertThat(fake.status()).isEqualTo(200);
        assertThat(fake.body()).isNull();
    }

    @Test
    void shouldLeaveAnAnswerThatHasEnded() {
        fake.end(202);

        ProblemAnswer.send(fake.exchange(), PROBLEM);

        assertThat(fake.status()).isEqualTo(202);
        assertThat(fake.body()).isNull();
        assertThat(fake.isReset()).isFalse();
    }
}
