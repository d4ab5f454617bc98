package dev.thorax.runtime.config;

import java.util.Optional;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LimitsTest {
    private static final ConfigSections SECTIONS = ConfigSections.of(SampleConfig.class);

    private final SmallRyeConfig config = new SmallRyeConfigBuilder().build();

    @ParameterizedTest
    @CsvSource({
        "batch-size, 1 to 256",
        "margin, 0 to 1",
        "pause, 1s to 1h",
        "url, an address that begins with http:// or https://",
        "key, at least 16 characters"
    })
    void shouldDescribeWhatAKeyMayHold(String key, String meaning) {
        assertThat(limits(key)).map(Limits::meaning).contains(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "batch-size, 256, true",
        "batch-size, 257, false",
        "margin, 1e-3, true",
        "margin, -1e-3, false",
        "pause, PT60M, true",
        "pause, PT61M, false",
        "url, HTTPS, false",
        "key, 0123456789abcde, false",
        "key, 0123456789abcdef, true"
    })
    void shouldHoldUpToTheEndsOfTheRange(String key, String value, boolean holds) {
        assertThat(limits(key).orElseThrow().holds().test(value, config)).isEqualTo(holds);
    }

    @Test
    void shouldNotTakeTextForANumber() {
        Limits limits = limits("batch-size").orElseThrow();

        assertThatThrownBy(() -> limits.holds().test("many", config)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void shouldNotLimitAKeyWithoutARange() {
        assertThat(limits("group.options")).isEmpty();
    }

    private static Optional<Limits> limits(String key) {
        return SECTIONS.keys().stream()
                .filter(known -> known.name().equals("thorax.ingest." + key))
                .findFirst()
                .flatMap(Limits::of);
    }
}
