package dev.thorax.ingest.config;

import org.junit.jupiter.api.Test;

import dev.thorax.runtime.config.ConfigSections;

import static org.assertj.core.api.Assertions.assertThat;

class PseudonymConfigTest {
    @Test
    void shouldNeedOneSecretThatHasNoDefault() {
        assertThat(ConfigSections.of(PseudonymConfig.class).keys())
                .singleElement()
                .satisfies(key -> {
                    assertThat(key.name()).isEqualTo("thorax.pseudonym.key");
                    assertThat(key.range()).contains("at least 16 characters");
                    assertThat(key.defaultValue()).isEmpty();
                });
    }
}
