package dev.thorax.servers;

import java.net.URI;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceProcessTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/plain/a.properties", "/with space/a.properties", "/100%/%41.properties", "/a,b/c,.properties"})
    void shouldNameAnyConfigurationFileByOneUriWithoutCommas(String file) {
        String location = ServiceProcess.location(Path.of(file));

        assertThat(location).doesNotContain(",");
        assertThat(Path.of(URI.create(location))).isEqualTo(Path.of(file));
    }
}
