package dev.thorax.runtime.config;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BatchConfigTest {
    private static final String DEADLINE = "thorax.batch.deadline";

    @Test
    void shouldHaveADefaultThatItWouldTake() {
        assertThat(TestConfig.defaults(BatchConfig.class)).containsKey(DEADLINE);
        assertThat(TestConfig.problems(BatchConfig.class, TestConfig.defaults(BatchConfig.class)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "59s", "PT-10M", "25h"})
    void shouldRefuseADeadlineThatNoBatchKeepsOrThatNeverEnds(String deadline) {
        assertThat(TestConfig.problems(BatchConfig.class, Map.of(DEADLINE, deadline)))
                .singleElement()
                .asString()
                .startsWith(DEADLINE + "=" + deadline + " in ");
    }

    @Test
    void shouldReadADeadlineInMinutes() {
        assertThat(TestConfig.of(BatchConfig.class, Map.of(DEADLINE, "90m")).deadline())
                .isEqualTo(Duration.ofMinutes(90));
    }
}
