package dev.thorax.runtime.access;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.runtime.config.TestConfig;

import static org.assertj.core.api.Assertions.assertThat;

class AccessConfigTest {
    private static final String KEYS = "thorax.access.keys";

    @Test
    void shouldNotStartAServiceThatKnowsNoCallers() {
        assertThat(TestConfig.problems(AccessConfig.class, Map.of()))
                .singleElement()
                .asString()
                .startsWith(KEYS + " is missing");
        assertThat(TestConfig.problems(AccessConfig.class, Map.of(KEYS, "/etc/thorax/keys.json")))
                .isEmpty();
        assertThat(TestConfig.problems(AccessConfig.class, Map.of(KEYS, "/etc/all keys.json")))
                .isEmpty();
    }

    @Test
    void shouldRefuseAPathWithSpacesAroundIt() {
        assertThat(TestConfig.problems(AccessConfig.class, Map.of(KEYS, " keys.json ")))
                .singleElement()
                .asString()
                .contains("the path of the file with the keys of callers");
    }
}
