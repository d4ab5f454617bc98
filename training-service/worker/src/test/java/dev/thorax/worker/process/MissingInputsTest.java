package dev.thorax.worker.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class MissingInputsTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LAST = BEGIN.plus(MissingInputs.LONGEST);
    private static final JobKeys JOB = JobKeys.ofTraining("t-1");

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());

    @Test
    void shouldWaitForTheSameObjectForSomeHours() {
        tryUntilTheEnd("a");
        assertThat(at(LAST).isGivenUp("a")).isTrue();
    }

    @Test
    void shouldBeginAnewIfItWasThereMeanwhile() {
        at(BEGIN).isGivenUp("a");

        assertThat(at(LAST.plus(Duration.ofHours(1))).isGivenUp("a")).isFalse();
    }

    @Test
    void shouldBeginAnewIfSomethingElseIsMissing() {
        tryUntilTheEnd("a");

        assertThat(at(LAST).isGivenUp("b")).isFalse();
        assertThat(at(LAST).isGivenUp("a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "null", "{\"name\":\"a\"}"})
    void shouldBeginAnewIfItsObjectCannotBeRead(String json) {
        store.put(JOB.missing(), json.getBytes(UTF_8), "application/json");

        assertThat(at(BEGIN).isGivenUp("a")).isFalse();
        tryUntilTheEnd("a");
        assertThat(at(LAST).isGivenUp("a")).isTrue();
    }

    private void tryUntilTheEnd(String name) {
        for (Instant time = BEGIN; time.isBefore(LAST); time = time.plus(Duration.ofMinutes(10))) {
            assertThat(at(time).isGivenUp(name)).isFalse();
        }
    }

    private MissingInputs at(Instant now) {
        return new MissingInputs(store, JOB, Clock.fixed(now, ZoneOffset.UTC));
    }
}
