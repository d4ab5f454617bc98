package dev.thorax.runtime.config;

import java.util.Map;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UnknownKeyCheckTest {
    private final UnknownKeyCheck check = new UnknownKeyCheck(ConfigSections.of(SampleConfig.class));

    @Test
    void shouldReportAKeyOfAllProfilesOnceForEachSource() {
        ConfigSource first = file("a", Map.of("thorax.ingest.bach-size", "1", "%dev.thorax.ingest.bach-size", "2"));
        ConfigSource second = file("b", Map.of("thorax.ingest.bach-size", "1"));

        assertThat(problems(first, second)).containsExactlyInAnyOrder(sentence("a"), sentence("b"));
    }

    @Test
    void shouldProposeTheNearestKeyOnlyIfItIsNear() {
        ConfigSource file = file("a", Map.of("thorax.ingest.urls", "1", "thorax.ingest.temperature", "2"));

        assertThat(problems(file))
                .anyMatch(problem -> problem.endsWith("did you mean thorax.ingest.url?"))
                .anyMatch(problem -> problem.endsWith("docs/configuration.md."))
                .hasSize(2);
    }

    @Test
    void shouldLeaveTheKeysOfOthersAlone() {
        ConfigSource file = file("a", Map.of("quarkus.http.port", "1", "thorax.training.lease", "1s"));
        ConfigSource environment = new EnvConfigSource(Map.of("PATH", "/", "THORAX_INGEST_SERVICE_HOST", "a"), 300);

        assertThat(problems(file, environment)).isEmpty();
    }

    private Iterable<String> problems(ConfigSource... sources) {
        return check.problems(new SmallRyeConfigBuilder().withSources(sources).build())
                .toList();
    }

    private static ConfigSource file(String name, Map<String, String> properties) {
        return new PropertiesConfigSource(properties, "file:/" + name, 250);
    }

    private static String sentence(String file) {
        return "The key thorax.ingest.bach-size in the file /" + file
                + " is unknown; did you mean thorax.ingest.batch-size?";
    }
}
