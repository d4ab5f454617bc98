package dev.thorax.runtime.config;

import java.util.HashMap;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SessionSecretCheckTest {
    private static final String SECRET = "quarkus.oidc.token-state-manager.encryption-secret";

    @Test
    void shouldMissASecretIfBrowsersSignInAtAProvider() {
        assertThat(SessionSecretCheck.problems(config("true", "hybrid", null)))
                .singleElement()
                .asString()
                .startsWith(SECRET)
                .contains("QUARKUS_OIDC_TOKEN_STATE_MANAGER_ENCRYPTION_SECRET");
    }

    @Test
    void shouldRefuseAShortSecretWithoutPrintingIt() {
        String secret = "s".repeat(31);

        assertThat(SessionSecretCheck.problems(config("true", "hybrid", secret)))
                .singleElement()
                .asString()
                .doesNotContain(secret);
    }

    @Test
    void shouldAcceptALongSecret() {
        assertThat(SessionSecretCheck.problems(config("true", "hybrid", "s".repeat(32))))
                .isEmpty();
    }

    @Test
    void shouldNeedNoSecretWithoutBrowsersOrWithoutAProvider() {
        assertThat(SessionSecretCheck.problems(config("true", "service", null))).isEmpty();
        assertThat(SessionSecretCheck.problems(config("true", null, null))).isEmpty();
        assertThat(SessionSecretCheck.problems(config("false", "hybrid", null))).isEmpty();
        assertThat(SessionSecretCheck.problems(config(null, "hybrid", null))).isEmpty();
    }

    private static SmallRyeConfig config(String enabled, String kind, String secret) {
        Map<String, String> values = new HashMap<>();
        values.put("quarkus.oidc.tenant-enabled", enabled);
        values.put("quarkus.oidc.application-type", kind);
        values.put(SECRET, secret);
        values.values().removeIf(value -> value == null);
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
