package dev.thorax.runtime.health;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.runtime.config.TestConfig;

import static org.assertj.core.api.Assertions.assertThat;

class HealthConfigTest {
    @Test
    void shouldHaveDefaultsThatItWouldTake() {
        Map<String, String> defaults = TestConfig.defaults(HealthConfig.class);

        assertThat(defaults).hasSize(2);
        assertThat(TestConfig.problems(HealthConfig.class, defaults)).isEmpty();
    }

    /** A probe without a pause would load the store. Without patience no promotion would be in time. */
    @ParameterizedTest
    @CsvSource({
        "thorax.health.probe-period, 0s",
        "thorax.health.probe-period, 999ms",
        "thorax.health.probe-period, 2h",
        "thorax.health.promotion-patience, 0s",
        "thorax.health.promotion-patience, 25h"
    })
    void shouldRefuseTimesThatMakeAHealthyServiceFail(String key, String time) {
        assertThat(TestConfig.problems(HealthConfig.class, Map.of(key, time)))
                .singleElement()
                .asString()
                .startsWith(key + "=" + time);
    }
}
