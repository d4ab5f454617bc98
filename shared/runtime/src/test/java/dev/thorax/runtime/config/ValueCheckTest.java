package dev.thorax.runtime.config;

import java.util.List;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ValueCheckTest {
    private static final String SECRET = "only-for-tests-0123456789";

    @Test
    void shouldReportEveryBadValueAtOnce() {
        assertThat(problems(Map.of(
                        "thorax.ingest.batch-size", "0",
                        "thorax.ingest.margin", "2",
                        "thorax.ingest.pause", "PT1S",
                        "thorax.ingest.key", SECRET)))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("thorax.ingest.batch-size=0 in the file /a"),
                        problem -> assertThat(problem).startsWith("thorax.ingest.margin=2 in the file /a"));
    }

    @Test
    void shouldMissASecretOnly() {
        assertThat(problems(Map.of())).singleElement().asString().startsWith("thorax.ingest.key is missing");
    }

    @Test
    void shouldCheckTheValueOfTheStrongestSource() {
        Map<String, String> weak = Map.of("thorax.ingest.batch-size", "0", "thorax.ingest.key", SECRET);
        Map<String, String> strong = Map.of("thorax.ingest.batch-size", "1");

        assertThat(problems(weak, strong)).isEmpty();
    }

    @SafeVarargs
    private static List<String> problems(Map<String, String>... files) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
        for (int i = 0; i < files.length; i++) {
            builder.withSources(new PropertiesConfigSource(files[i], "file:/a", 250 + i));
        }
        return new ValueCheck(ConfigSections.of(SampleConfig.class).keys())
                .problems(builder.build())
                .toList();
    }
}
