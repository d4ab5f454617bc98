package dev.thorax.runtime.config;

import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InstanceNameTest {
    @Test
    void shouldDifferBetweenTwoReplicasOfAMachineThatExportsNoName() {
        String first = instance(Map.of("quarkus.http.port", "8081"));
        String second = instance(Map.of("quarkus.http.port", "9081"));

        assertThat(first).endsWith("-8081").doesNotStartWith("-").matches("[^/]{1,200}");
        assertThat(second).isEqualTo(first.replaceFirst("8081$", "9081"));
    }

    @Test
    void shouldTakeTheNameOfTheContainer() {
        assertThat(instance(Map.of("quarkus.http.port", "8081", "HOSTNAME", "ingest-0")))
                .isEqualTo("ingest-0-8081");
    }

    @Test
    void shouldTakeTheConfiguredName() {
        assertThat(instance(Map.of("quarkus.http.port", "8081", "thorax.instance", "mine")))
                .isEqualTo("mine");
    }

    private static String instance(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new HostNameSource(), new PropertiesConfigSource(settings, "test", 100))
                .withMapping(ServiceConfig.class)
                .build()
                .getConfigMapping(ServiceConfig.class)
                .instance();
    }
}
