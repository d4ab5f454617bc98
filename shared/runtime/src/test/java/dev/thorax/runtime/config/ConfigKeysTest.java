package dev.thorax.runtime.config;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ConfigKeysTest {
    @Test
    void shouldListTheKeysOfAMappingWithTheirDefaults() {
        assertThat(ConfigKeys.of(List.of(SampleConfig.class)))
                .extracting(ConfigKey::name, ConfigKey::defaultValue, ConfigKey::isPrefix)
                .containsExactly(
                        tuple("thorax.ingest.batch-size", Optional.of("16"), false),
                        tuple("thorax.ingest.group.environment", Optional.empty(), true),
                        tuple("thorax.ingest.group.options", Optional.empty(), false),
                        tuple("thorax.ingest.key", Optional.empty(), false),
                        tuple("thorax.ingest.margin", Optional.of("0.05"), false),
                        tuple("thorax.ingest.pause", Optional.of("PT2S"), false),
                        tuple("thorax.ingest.url", Optional.of("http://127.0.0.1:8084"), false));
    }
}
