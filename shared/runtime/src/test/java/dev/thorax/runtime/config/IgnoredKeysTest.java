package dev.thorax.runtime.config;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class IgnoredKeysTest {
    @ParameterizedTest
    @CsvSource({
        "thorax.home, true",
        "thorax.shared.data, true",
        "thorax.homes, false",
        "thorax.ingest.home, false",
        "home, false"
    })
    void shouldKnowTheKeysOfToolsAndWhatIsBelowThem(String key, boolean foreign) {
        assertThat(IgnoredKeys.contains(key)).isEqualTo(foreign);
        assertThat(IgnoredKeys.containsVariable(ConfigKey.environmentName(key))).isEqualTo(foreign);
    }

    @ParameterizedTest
    @CsvSource({
        "THORAX_INGEST_SERVICE_HOST, true",
        "THORAX_INGEST_PORT_8081_UDP_PROTO, true",
        "THORAX_INGEST_PORT_HTTP, false",
        "THORAX_SERVICE_HOSTS, true",
        "THORAX_INGEST_SERVICE_HOSTS, false",
        "INGEST_SERVICE_HOST, false"
    })
    void shouldKnowTheServiceLinksOfKubernetes(String variable, boolean foreign) {
        assertThat(IgnoredKeys.containsVariable(variable)).isEqualTo(foreign);
    }
}
