package dev.thorax.ingest.record;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderTextTest {
    @Test
    void shouldReadUtf8AndElseLatin1() {
        assertThat(HeaderText.decode("M\u00fcller".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("M\u00fcller");
        assertThat(HeaderText.decode("M\u00fcller".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("M\u00fcller");
        assertThat(HeaderText.decode(null)).isNull();
    }

    @Test
    void shouldReadAnHttpHeaderThatTheServerTookForLatin1() {
        byte[] utf8 = "M\u00fcller".getBytes(StandardCharsets.UTF_8);

        assertThat(HeaderText.ofHttp(new String(utf8, StandardCharsets.ISO_8859_1)))
                .isEqualTo("M\u00fcller");
        assertThat(HeaderText.ofHttp(null)).isNull();
    }

    @Test
    void shouldRemoveBlanksAtTheEnds() {
        assertThat(HeaderText.clean("\ufeff Jane  Doe \u200b\u3000")).isEqualTo("Jane  Doe");
        assertThat(HeaderText.clean("\u00a0 ")).isNull();
        assertThat(HeaderText.clean(null)).isNull();
    }

    @Test
    void shouldComposeCharacters() {
        assertThat(HeaderText.clean("Mu\u0308ller")).isEqualTo("M\u00fcller");
    }

    @Test
    void shouldCleanAMegabyteOfBlanksAtOnce() {
        String blanks = " ".repeat(1 << 20);

        assertThat(HeaderText.clean("a" + blanks + "b")).hasSize((1 << 20) + 2);
        assertThat(HeaderText.clean(blanks)).isNull();
    }

    @Test
    void shouldRefuseATextThatIsTooLong() {
        assertThat(HeaderText.problem("patient", "x".repeat(256))).isEmpty();
        assertThat(HeaderText.problem("patient", "x".repeat(257)))
                .contains("The patient of the scan is longer than 256 characters; send a shorter one.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldStillRefuseALongTextWhoseEndWasLeftOut(int bytesOfACharacter) {
        String character = new String[] {"", "x", "\u00fc", "\u20ac", "\ud83d\ude00"}[bytesOfACharacter];
        byte[] text = character.repeat(1 << 20).getBytes(StandardCharsets.UTF_8);

        String decoded = HeaderText.decode(text);

        assertThat(decoded).hasSizeLessThan(1100);
        assertThat(HeaderText.problem("patient", decoded)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000\u0000\u0012g", "4711\r\n", "\t4711", "47\u000011", "4711\u007f", "\u0085"})
    void shouldRefuseControlCharacters(String text) {
        assertThat(HeaderText.problem("patient", text).orElseThrow())
                .startsWith("The patient of the scan has control characters");
    }

    @Test
    void shouldRefuseATextWhoseComposedFormIsTooLong() {
        // Unicode composes this letter as three characters.
        assertThat(HeaderText.problem("patient", "\ufb2c".repeat(200))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "7\udc00"})
    void shouldRefuseHalfACharacter(String text) {
        assertThat(HeaderText.problem("patient", text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4711\"", "4711", "\"", "\"\"", "\"a\\\"", "\"Jos\u00e9\""})
    void shouldReadTheSameFromWhatItWrites(String text) {
        assertThat(HeaderText.of(HeaderText.written(text).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(text);
    }
}
