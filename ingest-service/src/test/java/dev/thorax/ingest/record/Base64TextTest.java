package dev.thorax.ingest.record;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;

class Base64TextTest {
    private static final byte[] PICTURE = TestPictures.png(1);
    private static final String TEXT = Base64.getEncoder().encodeToString(PICTURE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "\"%s\"",
                "%s\n",
                "\"%s\"\r\n",
                "  %s",
                "data:image/png;base64,%s",
                "\"data:image/png;base64,%s\"",
                "data:,%s"
            })
    void shouldDecodeTheTextOfAPicture(String form) {
        assertThat(decode(form.formatted(TEXT))).isEqualTo(PICTURE);
    }

    @Test
    void shouldDecodeTextInTheAlphabetOfUrlsAndWithoutPadding() {
        assertThat(decode(Base64.getUrlEncoder().encodeToString(PICTURE))).isEqualTo(PICTURE);
        assertThat(decode(Base64.getEncoder().withoutPadding().encodeToString(PICTURE)))
                .isEqualTo(PICTURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", " ", "\\n", "\\r\\n", "\t"})
    void shouldSkipWhatStandsBetweenLines(String lineEnd) {
        String lines = TEXT.replaceAll("(.{76})", "$1" + lineEnd.replace("\\", "\\\\"));

        assertThat(decode('"' + lines + '"')).isEqualTo(PICTURE);
    }

    @Test
    void shouldReadTheSlashesThatJsonEscapes() {
        assertThat(decode('"' + TEXT.replace("/", "\\/") + '"')).isEqualTo(PICTURE);
    }

    @Test
    void shouldReadEachDigitAndBlankThatJsonEscapes() {
        StringBuilder escaped = new StringBuilder("\"");
        TEXT.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));

        assertThat(decode(escaped + "\"")).isEqualTo(PICTURE);
        assertThat(decode('"' + TEXT.replace("/", "\\/").replace("+", "\\u002B").replace("=", "\\u003d") + '"'))
                .isEqualTo(PICTURE);
        assertThat(decode('"' + TEXT.replaceAll("(.{76})", "$1\\\\t\\\\u000a") + '"'))
                .isEqualTo(PICTURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u00e4", "\\u20ac", "\\u00zz", "\\uffff", "\\u002a"})
    void shouldLeaveATextWithAnEscapeOfNoDigit(String escape) {
        byte[] bytes =
                ('"' + TEXT.substring(0, 800) + escape + TEXT.substring(800) + '"').getBytes(StandardCharsets.UTF_8);

        assertThat(Base64Text.decode(bytes)).isSameAs(bytes);
    }

    @Test
    void shouldDecodeAFileOfEachLength() {
        for (int length = PICTURE.length; length < PICTURE.length + 3; length++) {
            byte[] file = java.util.Arrays.copyOf(PICTURE, length);

            assertThat(decode(Base64.getEncoder().encodeToString(file))).isEqualTo(file);
        }
    }

    @Test
    void shouldLeaveAPictureAsItIs() {
        assertThat(Base64Text.decode(PICTURE)).isSameAs(PICTURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"",
                "data:",
                "data:image/png;base64",
                "aGVsbG8gd29ybGQ=",
                "iVBORw0KGgo\u00e9",
                "{\"file\":\"iVBORw0KGgo=\"}",
                "====",
                "\\"
            })
    void shouldLeaveWhatIsNoTextOfAPicture(String other) {
        byte[] bytes = other.getBytes(StandardCharsets.UTF_8);

        assertThat(Base64Text.decode(bytes)).isSameAs(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "=A", "\0", "{"})
    void shouldLeaveATextThatIsDamagedBehindItsBeginning(String damage) {
        byte[] bytes = (TEXT + damage).getBytes(StandardCharsets.UTF_8);

        assertThat(Base64Text.decode(bytes)).isSameAs(bytes);
    }

    @Test
    void shouldLeaveATextWhoseLastGroupHasOneDigit() {
        String whole = TEXT.replace("=", "");
        byte[] bytes = (whole.substring(0, whole.length() / 4 * 4) + "A").getBytes(StandardCharsets.UTF_8);

        assertThat(Base64Text.decode(bytes)).isSameAs(bytes);
    }

    @Test
    void shouldLeaveADataUriWhoseHeadIsTooLong() {
        byte[] bytes = ("data:" + "x".repeat(300) + "," + TEXT).getBytes(StandardCharsets.UTF_8);

        assertThat(Base64Text.decode(bytes)).isSameAs(bytes);
    }

    private static byte[] decode(String text) {
        return Base64Text.decode(text.getBytes(StandardCharsets.UTF_8));
    }
}
