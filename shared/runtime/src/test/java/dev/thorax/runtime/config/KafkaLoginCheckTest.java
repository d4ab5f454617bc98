package dev.thorax.runtime.config;

import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaLoginCheckTest {
    @Test
    void shouldMissALoginThatTheProtocolNeeds() {
        assertThat(KafkaLoginCheck.problems(config(Map.of("kafka.security.protocol", "SASL_SSL"))))
                .singleElement()
                .asString()
                .startsWith("kafka.sasl.jaas.config is not set")
                .contains("KAFKA_SASL_JAAS_CONFIG");
    }

    @Test
    void shouldAcceptALogin() {
        assertThat(KafkaLoginCheck.problems(
                        config(Map.of("kafka.security.protocol", "SASL_SSL", "kafka.sasl.jaas.config", "login"))))
                .isEmpty();
    }

    @Test
    void shouldAcceptAClientThatACertificateNames() {
        assertThat(KafkaLoginCheck.problems(config(Map.of("kafka.security.protocol", "SSL"))))
                .isEmpty();
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
