package dev.thorax.runtime.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigCheckTest {
    private static final ConfigSections SECTIONS = ConfigSections.of(ServiceConfig.class, SampleConfig.class);
    private static final String SECRET = "only-for-tests-0123456789";

    private final Map<String, String> file = new HashMap<>(Map.of("thorax.ingest.key", SECRET));
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void shouldAcceptTheDefaults() {
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "thorax.ingest.batch-size, 0, 1 to 256",
        "thorax.ingest.batch-size, 257, 1 to 256",
        "thorax.ingest.margin, -0.01, 0 to 1",
        "thorax.ingest.margin, 1.01, 0 to 1",
        "thorax.ingest.pause, PT0S, 1s to 1h",
        "thorax.ingest.pause, PT2H, 1s to 1h",
        "thorax.ingest.url, ftp://store, an address that begins with http:// or https://",
        "thorax.explain.url, explain:8084, an address that begins with http:// or https://",
        "thorax.instance, a/b, 1 to 200 characters without a slash"
    })
    void shouldRefuseAValueOutsideItsRangeInOneSentence(String key, String value, String range) {
        file.put(key, value);

        assertThat(problems())
                .containsExactly(key + "=" + value + " in the file /etc/thorax.properties must be " + range
                        + "; set it (or " + ConfigKey.environmentName(key) + ") to such a value.");
    }

    @ParameterizedTest
    @CsvSource({
        "thorax.ingest.batch-size, 1",
        "thorax.ingest.batch-size, 256",
        "thorax.ingest.margin, 1",
        "thorax.ingest.pause, PT1H"
    })
    void shouldAcceptTheEndsOfARange(String key, String value) {
        file.put(key, value);

        assertThat(problems()).isEmpty();
    }

    @Test
    void shouldNameTheEnvironmentAsTheSourceOfAValue() {
        environment.put("THORAX_INGEST_BATCH_SIZE", "0");

        assertThat(problems())
                .containsExactly("thorax.ingest.batch-size=0 in the environment must be 1 to 256; set it (or "
                        + "THORAX_INGEST_BATCH_SIZE) to such a value.");
    }

    @Test
    void shouldRefuseAShortSecretWithoutPrintingIt() {
        file.put("thorax.ingest.key", "hunter2");

        assertThat(problems())
                .containsExactly("thorax.ingest.key is too short, it must have at least 16 characters; set it (or "
                        + "THORAX_INGEST_KEY) to such a value, and keep it secret and stable.");
    }

    @Test
    void shouldRefuseAMissingSecret() {
        file.remove("thorax.ingest.key");

        assertThat(problems()).singleElement().asString().startsWith("thorax.ingest.key is missing");
    }

    @Test
    void shouldRefuseAMisspeltKeyOfAFileAndNameTheOneThatIsMeant() {
        file.put("thorax.ingest.bach-size", "3");

        assertThat(problems())
                .containsExactly("The key thorax.ingest.bach-size in the file /etc/thorax.properties is unknown; "
                        + "did you mean thorax.ingest.batch-size?");
    }

    @Test
    void shouldRefuseAMisspeltVariableAndNameTheOneThatIsMeant() {
        environment.put("THORAX_INGEST_BACH_SIZE", "3");

        assertThat(problems())
                .containsExactly("The variable THORAX_INGEST_BACH_SIZE in the environment is unknown; "
                        + "did you mean THORAX_INGEST_BATCH_SIZE?");
    }

    @Test
    void shouldNotPrintTheValueOfAnUnknownKey() {
        file.put("thorax.ingest.kye", "hunter2");

        assertThat(problems()).singleElement().asString().doesNotContain("hunter2");
    }

    @Test
    void shouldRefuseAKeyOfNoSectionAndOfAProfile() {
        file.put("thorax.colour", "red");
        file.put("%prod.thorax.infrence.batch", "3");

        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "The key thorax.colour in the file /etc/thorax.properties is unknown; "
                                + "remove it, or take one of those in docs/configuration.md.",
                        "The key thorax.infrence.batch in the file /etc/thorax.properties is unknown; "
                                + "remove it, or take one of those in docs/configuration.md.");
    }

    @Test
    void shouldIgnoreTheKeysOfOtherServices() {
        file.put("thorax.training.lease", "1s");
        environment.put("THORAX_INFERENCE_BATCH", "0");

        assertThat(problems()).isEmpty();
    }

    @Test
    void shouldAcceptListsAndMaps() {
        file.put("thorax.ingest.group.options[0]", "-Xss1m");
        file.put("thorax.ingest.group.environment.\"OMP_NUM_THREADS\"", "1");
        environment.put("THORAX_INGEST_GROUP_ENVIRONMENT__MKL_NUM_THREADS_", "1");

        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thorax.shared.data",
                "thorax.embedded.home",
                "thorax.modules",
                "thorax.service.jar",
                "thorax.home"
            })
    void shouldIgnoreTheKeysOfTestsAndTools(String key) {
        file.put(key, "x");
        environment.put(ConfigKey.environmentName(key), "x");

        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "THORAX_SHARED",
                "THORAX_INGEST_SERVICE_HOST",
                "THORAX_INGEST_SERVICE_PORT",
                "THORAX_INGEST_SERVICE_PORT_HTTP",
                "THORAX_INGEST_PORT",
                "THORAX_INGEST_PORT_8081_TCP",
                "THORAX_INGEST_PORT_8081_TCP_ADDR"
            })
    void shouldIgnoreTheVariablesThatKubernetesAndToolsSet(String variable) {
        environment.put(variable, "x");

        assertThat(problems()).isEmpty();
    }

    private List<String> problems() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withDefaultValues(defaults())
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, 300))
                .withSources(new PropertiesConfigSource(file, "file:/etc/thorax.properties", 250))
                .build();
        return ConfigCheck.problems(config, SECTIONS);
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>();
        SECTIONS.keys().forEach(key -> key.defaultValue().ifPresent(value -> defaults.put(key.name(), value)));
        return defaults;
    }
}
