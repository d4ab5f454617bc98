package dev.thorax.access.signature;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NamedVersionTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @Test
    void shouldReadTheTextThatItPrints() {
        NamedVersion version = NamedVersion.of("thorax/t-3068@" + DIGEST);

        assertThat(version).isEqualTo(new NamedVersion("thorax", "t-3068", DIGEST));
        assertThat(NamedVersion.of(version.toString())).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "thorax/t-1",
                "thorax/t-1@",
                "thorax/t-1@DIGEST0",
                "thorax@DIGEST",
                "/t-1@DIGEST",
                "thorax/@DIGEST",
                "thorax/t/1@DIGEST",
                "../t-1@DIGEST",
                "thorax/..@DIGEST",
                "thorax/t 1@DIGEST",
                " thorax/t-1@DIGEST",
                "thorax/t-1@DIGEST\n"
            })
    void shouldRefuseWhatNamesNoVersion(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamedVersion.of(text.replace("DIGEST", DIGEST)))
                .withMessageStartingWith("A version is named as model/version@digest");
    }

    @Test
    void shouldRefuseADigestInCapitals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamedVersion.of("thorax/t-1@" + DIGEST.replace('a', 'A')));
    }
}
