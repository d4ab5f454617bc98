package dev.thorax.runtime.config;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SourceNameTest {
    @ParameterizedTest
    @CsvSource({
        ", the defaults",
        "PropertiesConfigSource[source=file:/etc/a.properties], the file /etc/a.properties",
        "PropertiesConfigSource[source=file:///etc/a.properties], the file /etc/a.properties",
        "YamlConfigSource[source=jar:file:/a.jar!/b.yaml], the file jar:file:/a.jar!/b.yaml",
        "EnvConfigSource, the environment",
        "SysPropConfigSource, the system properties",
        "Vault, Vault"
    })
    void shouldNameASourceAsAnOperatorKnowsIt(String source, String name) {
        assertThat(SourceName.of(source)).isEqualTo(name);
    }
}
